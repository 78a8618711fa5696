package io.mynah.admin;

import io.mynah.api.admin.AdminException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.osgi.framework.Constants;

/**
 * A jar that is to replace a bundle.
 *
 * @param name symbolic name
 */
record NewJar(Path file, String name) {

    /**
     * Looks into a file.
     *
     * @throws AdminException.Invalid if it is no bundle
     * @throws IOException if it cannot be read
     */
    static NewJar of(Path file) throws AdminException, IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new AdminException.Invalid("the file is a jar but no OSGi bundle");
            }
            return new NewJar(file, name.split(";", 2)[0].strip());
        } catch (ZipException e) {
            throw new AdminException.Invalid("the file is no jar, or only a part of one");
        }
    }
}
