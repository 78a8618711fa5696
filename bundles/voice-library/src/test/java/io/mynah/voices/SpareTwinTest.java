package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.StorageFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compressed clips in a folder that nothing can be written to, such as a volume that is mounted read-only. */
class SpareTwinTest extends LibraryTest {

    /** A file in the place of the library's own folder stops everybody, even root. */
    private void makeUnwritable() throws IOException {
        Files.createFile(references.resolve(".mynah"));
    }

    @Test
    void find_folderNotWritable_keepsTheTwinElsewhere() throws Exception {
        makeUnwritable();
        compressed("a.mp3", "6");

        Path twin = library.find("a").orElseThrow().wav();

        assertTrue(twin.startsWith(spare()), twin.toString());
        assertEquals(6, WavHeader.read(twin).seconds());
        assertEquals(List.of("a.mp3"), visible());
    }

    @Test
    void find_folderNotWritable_convertsOnceEvenOverARestart() throws Exception {
        makeUnwritable();
        compressed("a.mp3", "6");
        Path twin = library.find("a").orElseThrow().wav();
        library.stop();
        library = library(LATER);
        library.bind(converter);

        assertEquals(twin, library.find("a.mp3").orElseThrow().wav());
        assertEquals(1, converter.conversions.get());
    }

    @Test
    void find_sourceChanged_isConvertedAgain() throws Exception {
        makeUnwritable();
        compressed("a.mp3", "6");
        library.find("a");
        compressed("a.mp3", "7");

        assertEquals(7, WavHeader.read(library.find("a").orElseThrow().wav()).seconds());
    }

    @Test
    void find_nothingWritableAnywhere_isTheServersFaultAndNotTheClips() throws Exception {
        makeUnwritable();
        Files.createDirectories(spare().getParent());
        Files.createFile(spare());
        compressed("a.mp3", "6");

        ConversionFailed e = assertThrows(ConversionFailed.class, () -> library.find("a"));

        assertEquals("Failed to convert a.mp3 to WAV format", e.getMessage());
        assertTrue(library.list().get(0).valid(), "the list goes by the headers");
    }

    @Test
    void find_allDisksFull_saysSoAndIsTriedAgain() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            throw new AudioException(AudioException.Kind.STORAGE_FULL, "as told");
        };

        assertThrows(StorageFull.class, () -> library.find("a"));

        converter.during = () -> {};
        assertEquals("a.mp3", library.find("a").orElseThrow().name());
        assertEquals(List.of(), drafts());
    }

    @Test
    void find_diskOfTheClipsFull_keepsTheTwinElsewhere() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            if (converter.conversions.get() == 1) {
                throw new AudioException(AudioException.Kind.STORAGE_FULL, "as told");
            }
        };

        assertTrue(library.find("a").orElseThrow().wav().startsWith(spare()));
        assertEquals(List.of(), drafts());
    }

    @Test
    void find_twinUnreadable_isMadeAgain() throws Exception {
        compressed("a.mp3", "6");
        Path twin = library.find("a").orElseThrow().wav();
        Files.delete(twin);
        Files.createDirectory(twin);

        assertEquals(
                6, WavHeader.read(library.find("a.mp3").orElseThrow().wav()).seconds());
    }
}
