package io.mynah.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles that differ in their manifests. */
final class Jars {
    private Jars() {}

    /** Writes a copy of a jar with another manifest. */
    static Path variant(Path jar, Path target, Consumer<Attributes> change) throws IOException {
        try (JarFile source = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(source.getManifest());
            change.accept(manifest.getMainAttributes());
            try (JarOutputStream copy = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (Enumeration<JarEntry> entries = source.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !entry.isDirectory()) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        source.getInputStream(entry).transferTo(copy);
                        copy.closeEntry();
                    }
                }
            }
        }
        return target;
    }

    /** Needs a package that nobody has. */
    static void wantMissingPackage(Attributes manifest) {
        manifest.putValue("Import-Package", "org.example.missing," + manifest.getValue("Import-Package"));
    }
}
