package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.WavHeader;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twins in the making: what happens meanwhile, and what goes wrong. */
class TwinMakingTest extends LibraryTest {

    private Voice.Clip find(String name) throws SpeechException {
        return library.find(name).orElseThrow();
    }

    private double seconds(Voice.Clip clip) throws Exception {
        return WavHeader.read(clip.wav()).seconds();
    }

    @Test
    void find_byManyAtOnce_convertsOnce() throws Exception {
        compressed("a.mp3", "6");
        int callers = 16;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Voice.Clip>> clips = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                clips.add(threads.submit(() -> {
                    start.await();
                    return find("a");
                }));
            }
            start.countDown();
            for (Future<Voice.Clip> clip : clips) {
                assertEquals(references.resolve("a.wav"), clip.get().wav());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, converter.conversions.get());
    }

    @Test
    void find_sourceReplacedWhileItIsConverted_isTheNewOne() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            converter.during = () -> {};
            compressed("a.mp3", "7");
        };

        assertEquals(7, seconds(find("a")));
    }

    @Test
    void find_userPutsAWavWhileTheMp3IsConverted_keepsIt() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> wav("a.wav", 9);

        assertEquals(6, seconds(find("a.mp3")));
        assertEquals(9, WavHeader.read(references.resolve("a.wav")).seconds());
    }

    @Test
    void find_killedBetweenNoteAndTwin_convertsAgainInTheSamePlace() throws Exception {
        compressed("a.mp3", "6");
        Path twin = find("a").wav();
        byte[] old = Files.readAllBytes(twin);
        compressed("a.mp3", "7");
        find("a");
        Files.write(twin, old); // as if the note of the new twin had been written and the twin itself not moved

        assertEquals(references.resolve("a.wav"), find("a").wav());
        assertEquals(7, seconds(find("a")));
    }

    @Test
    void find_converterFails_isItsFaultAndTriedAgain() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            throw new AudioException(AudioException.Kind.FAILED, "as told");
        };

        ConversionFailed e = assertThrows(ConversionFailed.class, () -> library.find("a"));

        assertEquals("Failed to convert a.mp3 to WAV format", e.getMessage());
        assertThrows(ConversionFailed.class, () -> library.find("a"));
        assertEquals(2, converter.conversions.get());
        assertEquals(List.of(), drafts());
    }

    @Test
    void find_noConverter_saysThatConversionFailed() throws Exception {
        compressed("a.mp3", "6");
        library.unbind(converter);

        assertThrows(ConversionFailed.class, () -> library.find("a"));
    }

    @Test
    void find_noConverterButATwin_usesIt() throws Exception {
        compressed("a.mp3", "6");
        find("a");
        library.stop();
        library = library(LATER);

        assertEquals(6, seconds(find("a")));
    }

    @Test
    void find_converterReplacedDuringConversion_isDoneByTheNext() throws Exception {
        compressed("a.mp3", "6");
        FakeConverter next = new FakeConverter();
        converter.during = () -> {
            library.bind(next);
            library.unbind(converter);
            throw new AudioException(AudioException.Kind.FAILED, "stopped");
        };

        assertEquals(6, seconds(find("a")));
        assertEquals(1, next.conversions.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "61"})
    void find_wrongLengthByItsOwnAccount_isNotConverted(String seconds) throws Exception {
        compressed("a.mp3", seconds);

        assertThrows(UnusableClip.class, () -> library.find("a"));
        assertEquals(0, converter.conversions.get());
        assertEquals(List.of("a.mp3"), visible());
    }

    @Test
    void find_almostLongEnoughByItsOwnAccount_isDecidedByDecoding() throws Exception {
        compressed("a.mp3", "4.9");

        assertThrows(UnusableClip.class, () -> library.find("a"));
        assertEquals(1, converter.conversions.get());
        assertEquals(List.of(), drafts());
    }

    @Test
    void find_foreignNotes_areIgnored() throws Exception {
        compressed("a.mp3", "6");
        find("a");
        try (DirectoryStream<Path> notes =
                Files.newDirectoryStream(references.resolve(".mynah/twins"), "*.properties")) {
            for (Path note : notes) {
                Files.writeString(note, "source=\\uZZZZ");
            }
        }

        assertEquals(6, seconds(find("a.mp3")));
    }
}
