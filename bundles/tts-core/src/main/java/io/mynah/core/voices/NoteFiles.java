package io.mynah.core.voices;

import io.mynah.api.speech.VoiceNotes;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people noted down about their voices: a file for each, in the library's own folder, that people can read. A lost or
 * broken one is as good as none. Safe for use by several threads, of which one at a time changes those of the same voice.
 */
final class NoteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(NoteFiles.class);
    private static final String EXTENSION = ".properties";
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final Workshop workshop;
    private final ByIdentity<VoiceNotes> known;

    /** @param folder made when needed, on the file system of the workshop */
    NoteFiles(Path folder, Workshop workshop, ByIdentity<VoiceNotes> known) {
        this.folder = folder;
        this.workshop = workshop;
        this.known = known;
    }

    /** What is noted down about a voice. */
    VoiceNotes of(String voice) {
        Path file = file(voice);
        if (!Files.isRegularFile(file)) {
            return VoiceNotes.NONE;
        }
        try {
            return known.get(file, NoteFiles::read);
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Notes of a voice cannot be read", e);
            return VoiceNotes.NONE;
        }
    }

    private static VoiceNotes read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        List<String> tags = properties.getProperty("tags", "").lines().toList();
        return new VoiceNotes(
                tags,
                properties.getProperty("language"),
                properties.getProperty("notes", ""),
                Boolean.parseBoolean(properties.getProperty("consent")));
    }

    void write(String voice, VoiceNotes notes) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("tags", String.join("\n", notes.tags()));
        if (notes.language() != null) {
            properties.setProperty("language", notes.language());
        }
        properties.setProperty("notes", notes.notes());
        properties.setProperty("consent", String.valueOf(notes.consent()));
        Path draft = workshop.newFile(EXTENSION);
        try {
            try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                properties.store(out, "What was noted down about the voice of this name");
            }
            Storage.force(draft);
            Files.createDirectories(folder);
            Storage.replace(draft, file(voice));
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
