package io.mynah.voices;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the library's own with notes on twins, and with those twins that have no place beside their source. Safe
 * for use by several threads, of which one at a time is concerned with the same place.
 */
final class TwinShelf {

    private final Path base;
    private final Path folder;
    private final Workshop workshop;

    /**
     * @param base what the names in notes are relative to
     * @param folder made when needed
     * @param workshop on the same file system
     */
    TwinShelf(Path base, Path folder, Workshop workshop) {
        this.base = base;
        this.folder = folder;
        this.workshop = workshop;
    }

    /**
     * What was put in a place.
     *
     * @param source name of the clip
     * @param sourceHash its content
     * @param hash content of the twin
     * @param replaced content of the twin before, for the moment between the writing of this note and the moving of the file
     */
    record Note(String source, String sourceHash, String hash, String replaced) {}

    /** A name for a file in the making. */
    Path draft() throws IOException {
        return workshop.newFile(".wav");
    }

    /** Where the twin of a clip is, or would be. */
    Path place(References.Found source) {
        return folder.resolve(key(source.name()) + ".wav");
    }

    /** The note on a place; {@code null} if nothing is known of it. */
    @Nullable Note read(Path place) throws IOException {
        return readNote(noteOf(place));
    }

    private static @Nullable Note readNote(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties note = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            note.load(in);
        } catch (IllegalArgumentException e) {
            return null; // not written by us: then nothing is known
        }
        return new Note(
                note.getProperty("source", ""),
                note.getProperty("source.sha256", ""),
                note.getProperty("twin.sha256", ""),
                note.getProperty("replaced.sha256", ""));
    }

    /** Names of all clips that something is noted about. */
    Set<String> sources() throws IOException {
        Set<String> sources = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, "*.properties")) {
                for (Path file : notes) {
                    Note note = readNote(file);
                    if (note != null) {
                        sources.add(note.source);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return sources;
    }

    /** To be called before the twin itself is moved: a twin without a note would be taken for the user's. */
    void write(Path place, Note note) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("source", note.source);
        properties.setProperty("source.sha256", note.sourceHash);
        properties.setProperty("twin.sha256", note.hash);
        properties.setProperty("replaced.sha256", note.replaced);
        Path draft = workshop.newFile(".properties");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                properties.store(out, "Which clip the WAV beside it, or of this name, was converted from");
            }
            Files.createDirectories(folder);
            Storage.replace(draft, noteOf(place));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Removes the note on a place. */
    void forget(Path place) throws IOException {
        Files.deleteIfExists(noteOf(place));
    }

    private Path noteOf(Path place) {
        return folder.resolve(key(ClipNames.relative(base, place)) + ".properties");
    }

    /** A name for any name: short, plain, and the same on every system. */
    private static String key(String name) {
        MessageDigest digest = ContentHash.begin();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        return ContentHash.end(digest);
    }
}
