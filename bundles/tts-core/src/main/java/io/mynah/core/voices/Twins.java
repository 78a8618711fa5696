package io.mynah.core.voices;

import io.mynah.api.audio.AudioException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The WAV that stands for a compressed clip: {@code a.wav} beside {@code a.mp3}. A twin is ours if its content is, to the
 * bit, what was once converted, and it stands for its source only as long as that is, to the bit, what it was converted
 * from; both are remembered by their hashes. Where the place beside the source is taken by a file of the user, or by the
 * twin of another clip, the twin is kept in the library's own folder instead.
 *
 * <p>Safe for use by several threads; each clip is converted once at a time.
 */
final class Twins {

    private static final int STRIPES = 64;

    private final References references;
    private final Workshop workshop;
    private final ConverterGate converters;
    private final ByIdentity<String> hashes;
    private final Object[] stripes = new Object[STRIPES];

    Twins(References references, Workshop workshop, ConverterGate converters, ByIdentity<String> hashes) {
        this.references = references;
        this.workshop = workshop;
        this.converters = converters;
        this.hashes = hashes;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * What was put in a place.
     *
     * @param source name of the clip
     * @param sourceHash its content
     * @param hash content of the twin
     * @param replaced content of the twin before, for the moment between the writing of this note and the moving of the file
     */
    private record Note(String source, String sourceHash, String hash, String replaced) {}

    /**
     * The twin of a clip as it is now, made if need be.
     *
     * @param sourceHash of the clip's content
     * @throws AudioException if the clip cannot be converted
     */
    Path of(References.Found source, String sourceHash) throws IOException, AudioException {
        synchronized (stripe(source)) {
            Optional<Path> existing = existing(source, sourceHash);
            if (existing.isPresent()) {
                return existing.get();
            }
            Path made = workshop.newFile(".wav");
            try {
                converters.toWav(source.real(), made);
                return install(source, sourceHash, made);
            } finally {
                Files.deleteIfExists(made);
            }
        }
    }

    /** The twin of a clip as it is now, if there is one. */
    Optional<Path> existing(References.Found source, String sourceHash) throws IOException {
        for (Path place : List.of(beside(source), hidden(source))) {
            Note note = read(place);
            if (note != null
                    && note.source.equals(source.name())
                    && note.sourceHash.equals(sourceHash)
                    && holds(place, note.hash)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** Takes over a twin that was made while the clip was taken in; {@code made} is moved. */
    void adopt(References.Found source, String sourceHash, Path made) throws IOException {
        synchronized (stripe(source)) {
            install(source, sourceHash, made);
        }
    }

    /** Name of the clip that a WAV is the twin of; empty if it is a file of the user. */
    Optional<String> sourceOf(References.Found wav) throws IOException {
        Note note = read(wav.path());
        return note != null && isOurs(wav.path(), note) ? Optional.of(note.source) : Optional.empty();
    }

    private Path install(References.Found source, String sourceHash, Path made) throws IOException {
        String hash = ContentHash.of(made);
        Path beside = beside(source);
        Note before = read(beside);
        if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            write(beside, new Note(source.name(), sourceHash, hash, ""));
            try {
                Storage.moveToFreePlace(made, beside);
                return beside;
            } catch (FileAlreadyExistsException e) {
                return installHidden(source, sourceHash, hash, made); // the user was faster
            }
        }
        if (before != null && before.source.equals(source.name()) && isOurs(beside, before)) {
            write(beside, new Note(source.name(), sourceHash, hash, ContentHash.of(beside)));
            Storage.replace(made, beside);
            return beside;
        }
        return installHidden(source, sourceHash, hash, made);
    }

    private Path installHidden(References.Found source, String sourceHash, String hash, Path made) throws IOException {
        Path hidden = hidden(source);
        Files.createDirectories(folder());
        write(hidden, new Note(source.name(), sourceHash, hash, ""));
        Storage.replace(made, hidden);
        return hidden;
    }

    private boolean isOurs(Path place, Note note) throws IOException {
        return holds(place, note.hash) || holds(place, note.replaced);
    }

    private boolean holds(Path place, String hash) throws IOException {
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && hashes.get(place, ContentHash::of).equals(hash);
    }

    private Path folder() {
        return references.own().resolve("twins");
    }

    private Path beside(References.Found source) {
        return source.path().resolveSibling(ClipNames.stem(ClipNames.last(source.name())) + ".wav");
    }

    private Path hidden(References.Found source) {
        return folder().resolve(key(source.name()) + ".wav");
    }

    private Path noteOf(Path place) {
        return folder().resolve(key(ClipNames.relative(references.directory(), place)) + ".properties");
    }

    /** A name for any name: short, plain, and the same on every system. */
    private static String key(String name) {
        MessageDigest digest = ContentHash.begin();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        return ContentHash.end(digest);
    }

    private @Nullable Note read(Path place) throws IOException {
        Path file = noteOf(place);
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

    /** Before the twin itself is moved: a twin without a note would be taken for the user's. */
    private void write(Path place, Note note) throws IOException {
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
            Files.createDirectories(folder());
            Storage.replace(draft, noteOf(place));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Object stripe(References.Found source) {
        return stripes[Math.floorMod(beside(source).hashCode(), STRIPES)];
    }
}
