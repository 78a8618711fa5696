package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Taking clips in. */
class AddTest extends LibraryTest {

    private static final byte[] SIX_SECONDS = Wav.ofSeconds(6);

    @Test
    void add_wav_isThereWhole() throws Exception {
        Clip clip = add(content(SIX_SECONDS), "a.wav", false);

        assertEquals(new Clip("a.wav", true, 6.0, "wav", null), clip);
        assertArrayEquals(SIX_SECONDS, Files.readAllBytes(references.resolve("a.wav")));
        assertEquals(List.of(clip), library.list());
        assertEquals(List.of(), drafts());
    }

    @Test
    void add_compressed_isConvertedOnce() throws Exception {
        Clip clip = add(content("6"), "a.mp3", false);
        assertTrue(library.find("a.mp3").isPresent());

        assertEquals(new Clip("a.mp3", true, 6.0, "mp3", null), clip);
        assertEquals(1, converter.conversions.get());
        assertEquals(List.of("a.mp3", "a.wav"), visible());
        assertEquals(List.of(), drafts());
    }

    @Test
    void add_noFolder_makesIt() throws Exception {
        Files.delete(references);

        add(content(SIX_SECONDS), "a.wav", false);

        assertEquals(List.of("a.wav"), library.names());
    }

    @Test
    void add_nameInOtherSpellingOfUnicode_isComposed() throws Exception {
        assumeNamesBeyondAscii();
        add(content(SIX_SECONDS), Normalizer.normalize("\u00fcber.wav", Normalizer.Form.NFD), false);

        assertEquals(List.of("\u00fcber.wav"), visible());
        assertThrows(AlreadyExists.class, () -> add(content(SIX_SECONDS), "\u00fcber.wav", false));
    }

    @Test
    void add_longestName_works() throws Exception {
        String name = "x".repeat(251) + ".mp3";
        add(content("6"), name, false);

        assertEquals(name, library.find(name).orElseThrow().name());
    }

    @Test
    void add_overwrite_replaces() throws Exception {
        wav("a.wav", 9);
        assertTrue(library.find("a").isPresent());

        add(content(SIX_SECONDS), "a.wav", true);

        assertEquals(6, WavHeader.read(library.find("a").orElseThrow().wav()).seconds());
    }

    @Test
    void add_overwriteOfASource_renewsItsTwin() throws Exception {
        add(content("6"), "a.mp3", false);
        add(content("7"), "a.mp3", true);

        assertEquals(7, WavHeader.read(library.find("a").orElseThrow().wav()).seconds());
        assertEquals(List.of("a.mp3", "a.wav"), visible());
    }

    @Test
    void add_overwriteOfALinkThatLeadsOut_replacesTheLinkOnly() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.wav"), "mine");
        Files.createSymbolicLink(references.resolve("a.wav"), secret);

        assertThrows(AlreadyExists.class, () -> add(content(SIX_SECONDS), "a.wav", false));
        add(content(SIX_SECONDS), "a.wav", true);

        assertEquals("mine", Files.readString(secret));
        assertFalse(Files.isSymbolicLink(references.resolve("a.wav")));
    }

    @Test
    void add_sameNameByManyAtOnce_oneWins() throws Exception {
        int callers = 16;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Future<Clip>> results = new ArrayList<>();
        try {
            for (int i = 0; i < callers; i++) {
                byte[] mine = SIX_SECONDS.clone();
                mine[1000] = (byte) i;
                results.add(threads.submit(() -> {
                    start.await();
                    return add(content(mine), "a.wav", false);
                }));
            }
            start.countDown();
            int won = 0;
            for (Future<Clip> result : results) {
                try {
                    result.get();
                    won++;
                } catch (ExecutionException e) {
                    assertInstanceOf(AlreadyExists.class, e.getCause());
                }
            }
            assertEquals(1, won);
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("a.wav"), visible());
        assertEquals(List.of(), drafts());
    }

    @Test
    void add_overwrittenByManyWhileRead_isNeverHalf() throws Exception {
        add(content(SIX_SECONDS), "a.wav", false);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    add(content(Wav.ofSeconds(6 + i % 2)), "a.wav", true);
                }
                return null;
            });
            while (!writer.isDone()) {
                assertTrue(library.find("a").isPresent());
            }
            writer.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void add_whileAnotherIsRead_showsNoneBeforeItIsWhole() throws Exception {
        InputStream content = content(SIX_SECONDS);
        InputStream looking = octets(() -> {
            int octet = content.read();
            if (octet < 0) {
                assertEquals(List.of(), visible()); // all has been written but the place is still empty
                assertEquals(List.of(), library.names());
                assertEquals(1, drafts().size());
            }
            return octet;
        });

        add(looking, "a.wav", false);

        assertEquals(List.of("a.wav"), visible());
    }
}
