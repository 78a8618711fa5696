package io.mynah.audio.convert;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file that appears whole or not at all: written under a hidden name beside its place, then moved in one step. */
final class WholeFile implements AutoCloseable {

    private final Path target;
    private final Path hidden;

    /** @throws FileAlreadyExistsException if the target exists */
    WholeFile(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        this.target = target;
        // Not made here: a temporary file would be for this user only, and the result is for whom the folder is for.
        this.hidden = target.toAbsolutePath().resolveSibling(".converting-" + UUID.randomUUID() + ".part");
    }

    /** Where to write. */
    Path path() {
        return hidden;
    }

    /** Lets the file appear. */
    void appear() throws IOException {
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what has not appeared. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(hidden);
    }
}
