package io.mynah.rest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploads are kept until they have been taken in.
 *
 * @param path made when needed
 */
record UploadFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);
    private static final String PREFIX = "upload-";
    private static final String SUFFIX = ".part";

    /** Below {@code mynah.home}, where all stands that is written; in the bundle's own data if nobody set it. */
    static UploadFolder of(BundleContext context) {
        String home = context.getProperty("mynah.home");
        return new UploadFolder(
                home == null
                        ? context.getDataFile("uploads").toPath()
                        : Path.of(home, "cache", "uploads").toAbsolutePath());
    }

    /** A new file for one upload. */
    Path create() throws IOException {
        return Files.createTempFile(Files.createDirectories(path), PREFIX, SUFFIX);
    }

    /** Removes what a server that was killed has left. To be called when no upload is under way. */
    void sweep() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("Left-over uploads cannot be removed: {}", FailureKind.of(e));
            LOG.debug("Left-over uploads cannot be removed", e);
        }
    }
}
