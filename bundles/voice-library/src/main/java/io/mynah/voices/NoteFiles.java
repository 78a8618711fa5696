package io.mynah.voices;

import io.mynah.api.speech.VoiceNotes;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people noted down about their voices: a file for each, in the library's own folder, that people can read. A lost or
 * broken one is as good as none. Notes go by the voice's name, but for consent: somebody gave it for what was in the file
 * then, and who is heard in another one of that name was not asked. Safe for use by several threads, of which one at a time changes those of the same voice.
 */
final class NoteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(NoteFiles.class);
    private static final String EXTENSION = ".properties";
    /** Hash of what somebody consented to the use of. */
    private static final String CONSENT = "consent.sha256";

    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final Workshop workshop;
    private final ByIdentity<String> hashes;
    private final ByIdentity<Noted> known;

    /**
     * Notes in a folder.
     *
     * @param folder made when needed, on the file system of the workshop
     * @param hashes of the contents of voices
     */
    NoteFiles(Path folder, Workshop workshop, ByIdentity<String> hashes, Clock clock) {
        this.folder = folder;
        this.workshop = workshop;
        this.hashes = hashes;
        this.known = new ByIdentity<>(clock);
    }

    /**
     * What stands in a file.
     *
     * @param consentTo hash of the content for which consent was given; empty for none
     */
    private record Noted(List<String> tags, @Nullable String language, String notes, String consentTo) {

        VoiceNotes notes(boolean consent) {
            return new VoiceNotes(tags, language, notes, consent);
        }
    }

    /** What is noted down about a voice. It is read whole for it, if it was not read before and consent was noted. */
    VoiceNotes of(References.Found voice) {
        Path file = file(voice.name());
        if (!Files.isRegularFile(file)) {
            return VoiceNotes.NONE;
        }
        try {
            Noted noted = known.get(file, NoteFiles::read);
            return noted.notes(!noted.consentTo.isEmpty() && holds(voice, noted.consentTo));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Notes of a voice cannot be read", e);
            return VoiceNotes.NONE;
        }
    }

    private boolean holds(References.Found voice, String content) {
        try {
            return contentOf(voice).equals(content);
        } catch (IOException e) {
            LOG.debug("A voice cannot be read", e);
            return false; // nobody can tell whose it is
        }
    }

    private String contentOf(References.Found voice) throws IOException {
        return hashes.get(voice.real(), ContentHash::of);
    }

    private static Noted read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        List<String> tags = properties.getProperty("tags", "").lines().toList();
        Noted noted = new Noted(
                tags,
                properties.getProperty("language"),
                properties.getProperty("notes", ""),
                properties.getProperty(CONSENT, ""));
        noted.notes(false); // throws where they are beyond their limits
        return noted;
    }

    /** @throws IOException also if consent is noted and the voice cannot be read */
    void write(References.Found voice, VoiceNotes notes) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("tags", String.join("\n", notes.tags()));
        if (notes.language() != null) {
            properties.setProperty("language", notes.language());
        }
        properties.setProperty("notes", notes.notes());
        if (notes.consent()) {
            properties.setProperty(CONSENT, contentOf(voice));
        }
        Path draft = workshop.newFile(EXTENSION);
        try {
            try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                properties.store(out, "What was noted down about the voice of this name");
            }
            Storage.force(draft);
            Files.createDirectories(folder);
            Storage.replace(draft, file(voice.name()));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Notes go with their voice; what was noted down about an earlier voice of the new name is gone. */
    void rename(String from, String to) throws IOException {
        if (Files.isRegularFile(file(from))) {
            Files.move(file(from), file(to), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else {
            delete(to);
        }
    }

    void delete(String voice) throws IOException {
        Files.deleteIfExists(file(voice));
    }

    private Path file(String voice) {
        boolean fits = voice.indexOf('/') < 0 && voice.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        return folder.resolve((fits ? voice : hash(voice)) + EXTENSION);
    }

    private static String hash(String voice) {
        MessageDigest digest = ContentHash.begin();
        digest.update(voice.getBytes(StandardCharsets.UTF_8));
        return ContentHash.end(digest);
    }
}
