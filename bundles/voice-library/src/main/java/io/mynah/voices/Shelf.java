package io.mynah.voices;

import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.VoiceNotFound;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.speech.VoiceShelf;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files in references/ as voices that can be managed. Changes are made by one thread at a time. */
final class Shelf implements VoiceShelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final References references;
    private final ClipFinder finder;
    private final ClipCheck check;
    private final Twins twins;
    private final BlendFiles blends;
    private final NoteFiles notes;
    private final Contents contents;
    private final Workshop workshop;

    Shelf(
            References references,
            ClipFinder finder,
            ClipCheck check,
            Twins twins,
            BlendFiles blends,
            NoteFiles notes,
            Contents contents,
            Workshop workshop) {
        this.references = references;
        this.finder = finder;
        this.check = check;
        this.twins = twins;
        this.blends = blends;
        this.notes = notes;
        this.contents = contents;
        this.workshop = workshop;
    }

    @Override
    public List<UserVoice> all() {
        return references.files(name -> ClipNames.accepted(name).isPresent() || BlendFiles.isBlend(name)).stream()
                .filter(file -> finder.source(file).isEmpty()) // twins are no voices of their own
                .flatMap(file -> describe(file).stream())
                .toList();
    }

    @Override
    public Optional<UserVoice> voice(String name) {
        return located(ClipNames.normal(name)).flatMap(this::describe);
    }

    private Optional<References.Found> located(String name) {
        return finder.file(name).filter(file -> file.accepted().isPresent()).or(() -> blend(name));
    }

    /** A mixture. Its extension, as a person may have written it, can be in any case. */
    private Optional<References.Found> blend(String name) {
        String stem = BlendFiles.stem(name);
        Predicate<String> named =
                other -> BlendFiles.isBlend(other) && BlendFiles.stem(other).equals(stem);
        return references
                .exact(name)
                .filter(file -> BlendFiles.isBlend(file.name()))
                .or(() -> references.exact(BlendFiles.fileName(name)))
                .or(() -> references.files(named).stream().findFirst());
    }

    private Optional<UserVoice> describe(References.Found file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.real(), BasicFileAttributes.class);
            boolean blend = BlendFiles.isBlend(file.name());
            @Nullable Clip clip = blend ? null : check.quick(file);
            @Nullable String expression = blend ? blends.expression(file) : null;
            Instant modified = attributes.lastModifiedTime().toInstant();
            return Optional.of(
                    new UserVoice(file.name(), clip, expression, attributes.size(), modified, notes.of(file)));
        } catch (IOException e) {
            return Optional.empty(); // gone meanwhile
        }
    }

    @Override
    public Path file(UserVoice voice) throws SpeechException {
        return existing(voice).real(); // links are followed anew, so that nothing outside is ever handed out
    }

    @Override
    public synchronized UserVoice rename(UserVoice voice, String name) throws SpeechException {
        References.Found from = existing(voice);
        String newName = newName(voice, ClipNames.normal(name.strip()));
        if (newName.equals(from.name())) {
            return voice;
        }
        if (from.name().indexOf('/') >= 0) {
            throw new InvalidFilename(); // a name is of one component, and would move it to the top
        }
        if (references.exact(newName).isPresent()) {
            throw new AlreadyExists(newName);
        }
        Path to = references.path(newName).orElseThrow(InvalidFilename::new);
        try {
            Storage.moveToFreePlace(from.path(), to);
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExists(newName);
        } catch (NoSuchFileException e) {
            throw gone(voice);
        } catch (IOException e) {
            throw Storage.notSaved(newName, e);
        }
        afterwards(() -> notes.rename(from.name(), newName));
        afterwards(() -> twins.forget(from));
        return voice(newName).orElseThrow(() -> gone(voice));
    }

    /** Its kind is in its extension, which stays. */
    private static String newName(UserVoice voice, String wanted) throws SpeechException {
        String extension = ClipNames.extension(voice.filename());
        boolean other = BlendFiles.isBlend(wanted) || ClipNames.accepted(wanted).isPresent();
        String name = other ? wanted : wanted + extension;
        if (BlendFiles.isBlend(name)) {
            name = BlendFiles.fileName(name);
        }
        if (!ClipNames.isPlain(name) || !ClipNames.extension(name).equalsIgnoreCase(extension)) {
            throw new InvalidFilename();
        }
        return name;
    }

    @Override
    public void delete(UserVoice voice) throws SpeechException {
        Optional<References.Found> file = references.exact(voice.filename());
        if (file.isPresent()) { // otherwise somebody was faster
            contents.ifReadable(file.get()); // read whole before others have to wait for it: from here on it is known
            delete(file.get());
        }
    }

    private synchronized void delete(References.Found file) throws SpeechException {
        Optional<Contents.Content> content = contents.ifReadable(file);
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            LOG.warn("A voice cannot be removed: {}", e.getClass().getSimpleName());
            throw Storage.notSaved(file.name(), e);
        }
        afterwards(() -> twins.forget(file)); // first, since what was converted from it would be a voice by itself
        afterwards(() -> notes.delete(file.name()));
        content.ifPresent(contents::lost);
    }

    /** Something to be done with files. */
    private interface Step {
        void run() throws IOException;
    }

    /** What remains to be done once a voice has gone, or has another name: that has been done, whatever becomes of this. */
    private static void afterwards(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            // Names of clips stay out of the log.
            LOG.warn(
                    "What belongs to a voice could not be moved or removed with it: {}",
                    e.getClass().getSimpleName());
            LOG.debug("Moving or removing what belongs to a voice failed", e);
        }
    }

    @Override
    public UserVoice note(UserVoice voice, UnaryOperator<VoiceNotes> change) throws SpeechException {
        contents.ifReadable(existing(voice)); // as in delete: consent is to what is in the file
        return describe(noted(voice, change)).orElseThrow(() -> gone(voice));
    }

    private synchronized References.Found noted(UserVoice voice, UnaryOperator<VoiceNotes> change)
            throws SpeechException {
        References.Found file = existing(voice);
        try {
            notes.write(file, change.apply(notes.of(file)));
            return file;
        } catch (IOException e) {
            throw Storage.notSaved("the notes of " + voice.filename(), e);
        }
    }

    @Override
    public synchronized UserVoice save(String name, String expression, boolean overwrite) throws SpeechException {
        byte[] content = BlendFiles.content(expression);
        String fileName = BlendFiles.fileName(ClipNames.normal(name.strip()));
        if (!ClipNames.isPlain(fileName) || fileName.equals(BLEND_EXTENSION)) {
            throw new InvalidFilename();
        }
        Path place = blend(fileName)
                .map(References.Found::path)
                .or(() -> references.path(fileName))
                .orElseThrow(InvalidFilename::new);
        boolean taken = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (taken && (!overwrite || Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS))) {
            throw new AlreadyExists(fileName);
        }
        try {
            Path draft = workshop.newFile(BLEND_EXTENSION);
            try {
                Files.write(draft, content);
                Storage.force(draft);
                if (taken) {
                    Storage.replace(draft, place);
                } else {
                    Storage.moveToFreePlace(draft, place);
                }
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExists(fileName);
        } catch (IOException e) {
            throw Storage.notSaved(fileName, e);
        }
        return voice(fileName).orElseThrow(() -> notFound(fileName));
    }

    private References.Found existing(UserVoice voice) throws VoiceNotFound {
        return references.exact(voice.filename()).orElseThrow(() -> gone(voice));
    }

    private VoiceNotFound gone(UserVoice voice) {
        return notFound(voice.filename());
    }

    private VoiceNotFound notFound(String name) {
        List<String> names =
                references.clips().stream().map(References.Found::name).toList();
        return new VoiceNotFound(name, references.directory().toString(), names);
    }
}
