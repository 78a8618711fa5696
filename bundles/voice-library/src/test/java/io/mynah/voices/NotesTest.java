package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.NotSaved;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is noted down about voices. */
class NotesTest extends LibraryTest {

    @Test
    void note_voice_isKeptOverARestart() throws Exception {
        wav("a.wav", 6);
        UserVoice noted = library.note(voice("a"), before -> NOTES);
        library.stop();
        library = library(LATER);

        assertEquals(NOTES, noted.notes());
        assertEquals(NOTES, voice("a").notes());
        assertEquals(List.of(), drafts());
    }

    @Test
    void note_byTwoAtOnce_keepsWhatBothNoted() throws Exception {
        wav("a.wav", 6);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> addTags("x"));
        addTags("y");
        other.get();

        assertEquals(
                IntStream.range(0, 15)
                        .boxed()
                        .flatMap(i -> Stream.of("x" + i, "y" + i))
                        .collect(Collectors.toSet()),
                Set.copyOf(voice("a").notes().tags()));
    }

    private void addTags(String kind) {
        for (int i = 0; i < 15; i++) {
            String tag = kind + i;
            UnaryOperator<VoiceNotes> add = before -> new VoiceNotes(
                    Stream.concat(before.tags().stream(), Stream.of(tag)).toList(), null, "", false);
            try {
                library.note(voice("a"), add);
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void consent_clipReplaced_isOfTheOneBefore() throws Exception {
        byte[] before = Files.readAllBytes(wav("a.wav", 6));
        library.note(voice("a"), none -> NOTES);

        add(content(Wav.ofSeconds(7)), "a.wav", true);
        assertEquals(withoutConsent(NOTES), voice("a").notes());
        library.note(voice("a"), noted -> noted);
        assertFalse(voice("a").notes().consent());

        library.note(voice("a"), none -> NOTES);
        library.stop();
        library = library(LATER);
        assertTrue(voice("a").notes().consent());
        Files.delete(references.resolve("a.wav"));
        Files.write(references.resolve("a.wav"), before); // by hand
        assertFalse(voice("a").notes().consent());
    }

    @Test
    void consent_clipOfTheSameLengthPutThereByHand_isOfTheOneBefore() throws Exception {
        byte[] other = Wav.ofSeconds(6);
        other[other.length - 1] = 1;
        Path file = wav("a.wav", 6);
        library.note(voice("a"), none -> NOTES);
        FileTime written = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(written.toMillis() + 5_000));
        assertTrue(voice("a").notes().consent(), "only touched");
        Files.write(file, other);

        assertFalse(voice("a").notes().consent());
    }

    @Test
    void consent_mixtureSavedAnew_isOfTheOneBefore() throws Exception {
        library.save("dusk", "heart", false);
        library.note(voice("dusk"), none -> NOTES);
        assertTrue(library.save("dusk", "heart", true).notes().consent());

        assertFalse(library.save("dusk", "a.wav", true).notes().consent());
    }

    private static VoiceNotes withoutConsent(VoiceNotes notes) {
        return new VoiceNotes(notes.tags(), notes.language(), notes.notes(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uZZZZ", "language=no language", "tags=\\n\\n", "\u0000"})
    void notes_broken_areNone(String content) throws Exception {
        wav("a.wav", 6);
        library.note(voice("a"), before -> NOTES);
        Files.write(kept().get(0), content.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(VoiceNotes.NONE, voice("a").notes());
        assertTrue(library.find("a").isPresent());
        assertEquals(NOTES, library.note(voice("a"), before -> NOTES).notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n\nb", "a\rb", "a\u0085b", "\u0000"})
    void notes_tagWithAControlCharacter_areRefused(String tag) {
        assertThrows(IllegalArgumentException.class, () -> new VoiceNotes(List.of(tag), null, "", true));
    }

    @Test
    void note_longestName_works() throws Exception {
        String name = "x".repeat(251) + ".wav";
        wav(name, 6);
        library.note(voice(name), before -> NOTES);

        assertEquals(NOTES, voice(name).notes());
    }

    @Test
    void note_folderNotWritable_isTheServersFault() throws Exception {
        wav("a.wav", 6);
        UserVoice voice = voice("a");
        Files.createFile(references.resolve(".mynah"));

        assertThrows(NotSaved.class, () -> library.note(voice, before -> NOTES));
    }
}
