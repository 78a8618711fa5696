package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest extends LibraryTest {

    @Test
    void list_allKinds_areSortedAndJudged() throws Exception {
        wav("b.wav", 6);
        wav("short.WAV", 3.2);
        compressed("a.mp3", "7.5");
        compressed("bad.ogg", "UNREADABLE");
        compressed("later.flac", "FAILED");
        Files.writeString(references.resolve("notes.txt"), "no clip");
        Files.createDirectory(references.resolve("folder.wav"));

        assertEquals(
                List.of(
                        new Clip("a.mp3", true, 7.5, "mp3", null),
                        new Clip("b.wav", true, 6.0, "wav", null),
                        new Clip(
                                "bad.ogg",
                                false,
                                null,
                                "ogg",
                                "Could not read audio file: " + references.resolve("bad.ogg")),
                        new Clip("later.flac", false, null, "flac", "Failed to convert later.flac to WAV format"),
                        new Clip(
                                "short.WAV", false, 3.2, "wav", "Audio too short: 3.2s. Must be at least 5.0 seconds")),
                library.list());
        assertEquals(List.of("a.mp3", "b.wav", "bad.ogg", "later.flac", "short.WAV"), library.names());
    }

    @Test
    void list_compressedClips_areNotDecodedAndLookedAtOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            compressed("clip" + i + ".mp3", "6");
        }
        List<Clip> first = library.list();

        assertEquals(first, library.list());
        assertEquals(0, converter.conversions.get());
        assertEquals(50, converter.looks.get());
    }

    @Test
    void list_clipThatLiesAboutItself_isFoundOutBySpeaking() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            throw new AudioException(AudioException.Kind.UNREADABLE, "cut");
        };
        assertTrue(library.list().get(0).valid());
        assertThrows(UnusableClip.class, () -> library.find("a"));

        assertFalse(library.list().get(0).valid());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void list_sampleThatIsNoNumber_isUnreadable(float sample) throws Exception {
        byte[] wav = Wav.endingWith(sample);
        Path file = Files.write(references.resolve("a.wav"), wav);

        Clip bad = new Clip("a.wav", false, null, "wav", "Could not read audio file: " + file);
        assertEquals(List.of(bad), library.list());
        assertThrows(UnusableClip.class, () -> library.find("a"));
        assertThrows(UnusableClip.class, () -> add(content(wav), "b.wav", false));
    }

    @Test
    void list_changes_areSeenAtOnce() throws Exception {
        wav("a.wav", 6);
        library.list();
        wav("a.wav", 7);
        wav("b.wav", 6);

        assertEquals(
                List.of(7.0, 6.0), library.list().stream().map(Clip::duration).toList());

        Files.delete(references.resolve("a.wav"));
        assertEquals(List.of("b.wav"), library.names());
    }

    @Test
    void list_noConverter_saysSoOnceForEachAndForgets() throws Exception {
        compressed("a.mp3", "6");
        library.unbind(converter);
        assertFalse(library.list().get(0).valid());
        library.bind(converter);

        assertTrue(library.list().get(0).valid());
    }

    @Test
    void list_noFolder_isEmpty() throws Exception {
        Files.delete(references);

        assertFalse(library.exists());
        assertEquals(List.of(), library.list());
        assertEquals(List.of(), library.names());
        assertFalse(Files.exists(references));
    }
}
