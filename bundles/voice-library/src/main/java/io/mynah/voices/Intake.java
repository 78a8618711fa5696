package io.mynah.voices;

import io.mynah.api.audio.AudioException;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.StorageFull;
import io.mynah.api.speech.SpeechException.TooLarge;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes clips in. A new one is written to the workshop once, looked at whole there, and takes its place in one step; until then
 * what was in that place stays as it is. Safe for use by several threads.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int BUFFER = 64 * 1024;

    private final References references;
    private final Workshop workshop;
    private final ConverterGate converters;
    private final Twins twins;
    private final ClipCheck check;
    private final Contents contents;
    private final Calls calls;
    private final long limitBytes;

    Intake(
            References references,
            Workshop workshop,
            ConverterGate converters,
            Twins twins,
            ClipCheck check,
            Contents contents,
            Calls calls,
            long limitBytes) {
        this.references = references;
        this.workshop = workshop;
        this.converters = converters;
        this.twins = twins;
        this.check = check;
        this.contents = contents;
        this.calls = calls;
        this.limitBytes = limitBytes;
    }

    /** See {@link io.mynah.api.speech.VoiceLibrary#receive}. */
    NewClip receive(InputStream content) throws IOException, SpeechException {
        calls.enter();
        boolean received = false;
        try {
            NewClip clip = draft(content);
            received = true;
            return clip;
        } finally {
            if (!received) { // otherwise it is in the clip's hands
                calls.leave();
            }
        }
    }

    private NewClip draft(InputStream content) throws IOException, SpeechException {
        Path file = newDraft();
        boolean received = false;
        try (OutputStream out = open(file)) {
            Received clip = new Received(file, copy(content, out, limitBytes));
            received = true;
            return clip;
        } finally {
            if (!received) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path newDraft() throws SpeechException {
        try {
            return workshop.newFile(".part");
        } catch (IOException e) {
            throw Storage.notSaved("the file", e);
        }
    }

    private static OutputStream open(Path file) throws SpeechException {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw Storage.notSaved("the file", e);
        }
    }

    /** What has been received: a file in the workshop. */
    private final class Received implements NewClip {
        private final Path file;
        private final String hash;
        private boolean closed;

        Received(Path file, String hash) {
            this.file = file;
            this.hash = hash;
        }

        @Override
        public Clip keepAs(String filename, boolean overwrite) throws SpeechException {
            String name = ClipNames.normal(filename);
            Path place = place(name);
            String extension = ClipNames.accepted(name)
                    .orElseThrow(() -> new UnusableClip(ClipRules.unsupported(ClipNames.extension(name))));
            if (!overwrite && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new AlreadyExists(name); // before it is decoded for nothing
            }
            try {
                Path draft = Files.move(file, workshop.newFile(extension));
                Path decoded = workshop.newFile(".wav");
                try {
                    return add(new References.Found(name, place, draft), hash, decoded, overwrite);
                } finally {
                    Files.deleteIfExists(draft);
                    Files.deleteIfExists(decoded);
                }
            } catch (IOException e) {
                throw Storage.notSaved(name, e);
            }
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Nobody's answer depends on it, and the workshop is swept.
                LOG.warn(
                        "What was received could not be removed: {}",
                        e.getClass().getSimpleName());
            } finally {
                calls.leave();
            }
        }
    }

    private Path place(String name) throws SpeechException {
        if (!ClipNames.isPlain(name)) {
            throw new InvalidFilename();
        }
        // A file whose name is only spelled in another way is the one that would be replaced.
        Path place = references
                .exact(name)
                .map(References.Found::path)
                .or(() -> references.path(name))
                .orElseThrow(InvalidFilename::new);
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidFilename();
        }
        return place;
    }

    /** @param clip where the clip will be, and as its real path where it is being written */
    private Clip add(References.Found clip, String hash, Path decoded, boolean overwrite)
            throws IOException, SpeechException {
        Path draft = clip.real();
        boolean compressed = !clip.accepted().orElse("").equals(".wav");
        Clip verdict = compressed ? decode(clip, decoded) : check.measureWav(clip, draft);
        if (!verdict.valid()) {
            throw new UnusableClip(String.valueOf(verdict.error()));
        }
        Storage.force(draft);
        if (overwrite) {
            Optional<Contents.Content> before = references.exact(clip.name()).flatMap(contents::ifReadable);
            Storage.replace(draft, clip.path());
            before.ifPresent(contents::lost);
        } else {
            try {
                Storage.moveToFreePlace(draft, clip.path());
            } catch (FileAlreadyExistsException e) {
                throw new AlreadyExists(clip.name()); // somebody was faster
            }
        }
        if (compressed) {
            adopt(clip, hash, decoded);
        }
        return verdict;
    }

    private Clip decode(References.Found clip, Path decoded) throws IOException, SpeechException {
        try {
            Optional<Clip> refusal = check.refusalByHeader(clip);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            converters.toWav(clip.real(), decoded);
            return check.measureWav(clip, decoded);
        } catch (AudioException e) {
            throw switch (e.kind()) {
                case UNREADABLE -> new UnusableClip("Could not read audio file: " + clip.path());
                case FAILED -> new ConversionFailed(clip.name(), e);
                case STORAGE_FULL -> new StorageFull(e);
            };
        }
    }

    /** The clip is in its place; without its twin it will be converted once more, and that is all. */
    private void adopt(References.Found clip, String hash, Path decoded) {
        try {
            twins.adopt(clip, hash, decoded);
        } catch (IOException e) {
            LOG.warn(
                    "A clip was taken in, but not what was converted from it: {}",
                    e.getClass().getSimpleName());
        }
    }

    /**
     * Copies to the end; gives the hash of what was copied.
     *
     * @throws IOException if {@code content} cannot be read; that {@code out} cannot be written is a SpeechException
     */
    static String copy(InputStream content, OutputStream out, long limitBytes) throws IOException, SpeechException {
        MessageDigest digest = ContentHash.begin();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            total += read;
            if (total > limitBytes) {
                throw new TooLarge(limitBytes);
            }
            digest.update(buffer, 0, read);
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                throw Storage.notSaved("the file", e);
            }
        }
        return ContentHash.end(digest);
    }
}
