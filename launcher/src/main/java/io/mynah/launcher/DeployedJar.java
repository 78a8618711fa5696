package io.mynah.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.osgi.framework.Constants;

/** Says in words why a jar that a person put into deploy/ is no bundle. File Install passes over such a jar in silence. */
final class DeployedJar {
    private DeployedJar() {}

    /** What is wrong with a jar; empty if it is a bundle, by the same rule as File Install's. */
    static Optional<String> fault(Path file) {
        if (Files.isDirectory(file)) {
            // File Install takes an unpacked bundle too, and looks into it itself.
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            boolean named =
                    manifest != null && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
            return named
                    ? Optional.empty()
                    : Optional.of("is a jar but no OSGi bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
        } catch (ZipException e) {
            return Optional.of("is no jar, or only a part of one (" + e.getMessage() + ")");
        } catch (IOException | SecurityException e) {
            return Optional.of("cannot be read (" + e + ")");
        }
    }
}
