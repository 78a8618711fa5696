package io.mynah.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/** Where the hash of the console's password is kept, readable for its owner alone. Deleting the file makes a new password. */
final class PasswordFile {
    /** No letters that look like others. 20 of them are 98 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LETTERS = 20;

    private final Path path;

    PasswordFile(Path path) {
        this.path = path;
    }

    /**
     * Makes a password if there is none yet.
     *
     * @return the new password, which is told here once and never again
     */
    Optional<String> create(SecureRandom random) throws IOException {
        if (Files.exists(path)) {
            return Optional.empty();
        }
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path staged = path.resolveSibling("." + path.getFileName() + ".tmp");
        Files.deleteIfExists(staged);
        // With its rights from the very first: never readable for others, not even for a moment.
        if (Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(
                    staged, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                staged,
                PasswordHash.of(password.toString(), random).toLine() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        Files.move(staged, path, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(password.toString());
    }

    /** Reads the hash. A file that is missing or not understood lets nobody in: it throws. */
    PasswordHash read() throws IOException {
        try {
            return PasswordHash.parse(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is not understood: " + e.getMessage(), e);
        }
    }
}
