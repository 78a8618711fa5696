package io.mynah.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells whether somebody has touched a file.
 *
 * @param key which file it is of those that had its name, where the system tells
 */
record Stamp(long size, long modified, String key) {

    /** Of a file as it is now; empty if there is none. */
    static Optional<Stamp> of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stamp(
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis(),
                            String.valueOf(attributes.fileKey())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has just gone
        }
    }
}
