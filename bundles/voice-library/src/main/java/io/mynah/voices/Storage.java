package io.mynah.voices;

import io.mynah.api.speech.SpeechException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Steps that leave either the old file or the new one, whole. */
final class Storage {

    private Storage() {}

    /** Writes to the disk what the system may still hold in memory. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Moves a file to where none is.
     *
     * @throws FileAlreadyExistsException if there is one; on file systems without hard links, where looking and moving are
     *     two steps, one that comes between them is replaced
     */
    static void moveToFreePlace(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from); // unlike a rename, this fails when the place is taken
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.move(from, to);
            return;
        }
        Files.delete(from);
    }

    /** Moves a file to where one may be. */
    static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("references/ must not span several file systems", e);
        }
    }

    /** What a caller is told of a failure. */
    static SpeechException notSaved(String name, IOException e) {
        return isFull(e) ? new SpeechException.StorageFull(e) : new SpeechException.NotSaved(name, e);
    }

    /** Whether it is room that was missing. Java has no type for that, only the system's words. */
    static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("quota exceeded");
    }
}
