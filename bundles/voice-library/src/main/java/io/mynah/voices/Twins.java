package io.mynah.voices;

import io.mynah.api.audio.AudioException;
import io.mynah.voices.TwinShelf.Note;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WAV that stands for a compressed clip: {@code a.wav} beside {@code a.mp3}. A twin is ours if its content is, to the
 * bit, what was once converted, and it stands for its source only as long as that is, to the bit, what it was converted
 * from; both are remembered by their hashes. Where the place beside the source is taken by a file of the user, or by the
 * twin of another clip, the twin is kept in the library's own folder instead; where nothing can be written among the
 * clips, in the spare folder.
 *
 * <p>Safe for use by several threads; each clip is converted once at a time.
 */
final class Twins {

    private static final Logger LOG = LoggerFactory.getLogger(Twins.class);
    private static final int STRIPES = 64;

    private final ConverterGate converters;
    private final ByIdentity<String> hashes;
    private final TwinShelf own;
    private final TwinShelf spare;
    private final Object[] stripes = new Object[STRIPES];

    /**
     * @param own among the clips
     * @param spare elsewhere, for clips among which nothing can be written
     */
    Twins(TwinShelf own, TwinShelf spare, ConverterGate converters, ByIdentity<String> hashes) {
        this.own = own;
        this.spare = spare;
        this.converters = converters;
        this.hashes = hashes;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * The twin of a clip as it is now, made if need be.
     *
     * @param sourceHash of the clip's content
     * @throws AudioException if the clip cannot be converted, or its twin cannot be written anywhere
     */
    Path of(References.Found source, String sourceHash) throws AudioException {
        synchronized (stripe(source)) {
            Optional<Path> existing = existing(source, sourceHash);
            if (existing.isPresent()) {
                return existing.get();
            }
            try {
                return make(source, sourceHash, own);
            } catch (IOException | AudioException e) {
                if (e instanceof AudioException failure && failure.kind() != AudioException.Kind.STORAGE_FULL) {
                    throw failure;
                }
                // A volume that is mounted read-only, somebody else's folder, a full disk. Names stay out of the log.
                LOG.warn(
                        "Nothing can be written in references/ ({}): a converted clip is kept below cache/twins instead",
                        e.getClass().getSimpleName());
                LOG.debug("Writing in references/ failed", e);
                return makeSpare(source, sourceHash);
            }
        }
    }

    private Path makeSpare(References.Found source, String sourceHash) throws AudioException {
        try {
            return make(source, sourceHash, spare);
        } catch (IOException e) {
            AudioException.Kind kind =
                    Storage.isFull(e) ? AudioException.Kind.STORAGE_FULL : AudioException.Kind.FAILED;
            throw new AudioException(kind, "the converted clip cannot be written", e);
        }
    }

    /** @throws IOException if it cannot be written; the source is read by the converter only, who has words of its own */
    private Path make(References.Found source, String sourceHash, TwinShelf shelf) throws IOException, AudioException {
        Path made = shelf.draft();
        try {
            converters.toWav(source.real(), made);
            return shelf == own
                    ? install(source, sourceHash, made)
                    : installHidden(source, sourceHash, ContentHash.of(made), made, shelf);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** The twin of a clip as it is now, if there is one. */
    Optional<Path> existing(References.Found source, String sourceHash) {
        return standsFor(source, sourceHash, beside(source), own)
                .or(() -> standsFor(source, sourceHash, own.place(source), own))
                .or(() -> standsFor(source, sourceHash, spare.place(source), spare));
    }

    private Optional<Path> standsFor(References.Found source, String sourceHash, Path place, TwinShelf shelf) {
        try {
            Note note = shelf.read(place);
            return note != null
                            && note.source().equals(source.name())
                            && note.sourceHash().equals(sourceHash)
                            && holds(place, note.hash())
                    ? Optional.of(place)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a twin that cannot be read is none; the clip itself may be fine
        }
    }

    /** Takes over a twin that was made while the clip was taken in; {@code made} is moved. */
    void adopt(References.Found source, String sourceHash, Path made) throws IOException {
        synchronized (stripe(source)) {
            install(source, sourceHash, made);
        }
    }

    /** Name of the clip that a WAV is the twin of; empty if it is a file of the user. */
    Optional<String> sourceOf(References.Found wav) throws IOException {
        Note note = own.read(wav.path());
        return note != null && isOurs(wav.path(), note) ? Optional.of(note.source()) : Optional.empty();
    }

    /** Removes every twin of a clip that has gone, or has another name now; files of the user are left alone. */
    void forget(References.Found source) throws IOException {
        synchronized (stripe(source)) {
            forget(source, beside(source), own);
            forget(source, own.place(source), own);
            forget(source, spare.place(source), spare);
        }
    }

    /**
     * Removes the twins of clips that were deleted by hand. Those that lie beside their source stay: a person sees them, and
     * may have kept them on purpose.
     */
    void tidy(References references) throws IOException {
        tidy(references, own);
        tidy(references, spare);
    }

    private void tidy(References references, TwinShelf shelf) throws IOException {
        for (String name : shelf.sources()) {
            Optional<Path> path = references.path(name);
            if (path.isEmpty()) {
                continue;
            }
            References.Found source = new References.Found(name, path.get(), path.get());
            synchronized (stripe(source)) {
                if (references.exact(name).isEmpty()) {
                    forget(source, shelf.place(source), shelf);
                    if (Files.notExists(beside(source), LinkOption.NOFOLLOW_LINKS)) {
                        shelf.forget(beside(source));
                    }
                }
            }
        }
    }

    private void forget(References.Found source, Path place, TwinShelf shelf) throws IOException {
        Note note = shelf.read(place);
        if (note != null && note.source().equals(source.name())) {
            if (isOurs(place, note)) {
                Files.delete(place);
            }
            shelf.forget(place);
        }
    }

    private Path install(References.Found source, String sourceHash, Path made) throws IOException {
        String hash = ContentHash.of(made);
        Path beside = beside(source);
        Note before = own.read(beside);
        if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            own.write(beside, new Note(source.name(), sourceHash, hash, ""));
            try {
                Storage.moveToFreePlace(made, beside);
                return beside;
            } catch (FileAlreadyExistsException e) {
                return installHidden(source, sourceHash, hash, made, own); // the user was faster
            }
        }
        if (before != null && before.source().equals(source.name()) && isOurs(beside, before)) {
            own.write(beside, new Note(source.name(), sourceHash, hash, ContentHash.of(beside)));
            Storage.replace(made, beside);
            return beside;
        }
        return installHidden(source, sourceHash, hash, made, own);
    }

    private static Path installHidden(
            References.Found source, String sourceHash, String hash, Path made, TwinShelf shelf) throws IOException {
        Path hidden = shelf.place(source);
        shelf.write(hidden, new Note(source.name(), sourceHash, hash, ""));
        Storage.replace(made, hidden);
        return hidden;
    }

    private boolean isOurs(Path place, Note note) throws IOException {
        return holds(place, note.hash()) || holds(place, note.replaced());
    }

    private boolean holds(Path place, String hash) throws IOException {
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && hashes.get(place, ContentHash::of).equals(hash);
    }

    private static Path beside(References.Found source) {
        return source.path().resolveSibling(ClipNames.stem(ClipNames.last(source.name())) + ".wav");
    }

    private Object stripe(References.Found source) {
        return stripes[Math.floorMod(beside(source).hashCode(), STRIPES)];
    }
}
