package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException.Unavailable;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A library that is stopped while it is used, as when its bundle is swapped. */
@Timeout(60)
final class StopTest extends LibraryTest {

    private final CountDownLatch converting = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Thread stopInBackground() {
        Thread stopping = new Thread(() -> {
            try {
                library.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        return stopping;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void stop_clipBeingConverted_waitsForIt() throws Exception {
        compressed("a.mp3", "6");
        converter.during = () -> {
            converting.countDown();
            goOn.await();
        };
        FutureTask<Optional<Voice.Clip>> found = new FutureTask<>(() -> library.find("a"));
        new Thread(found).start();
        converting.await();

        Thread stopping = stopInBackground();
        awaitWaiting(stopping);
        assertThrows(Unavailable.class, () -> library.find("a"));
        goOn.countDown();

        assertEquals("a.mp3", found.get(20, TimeUnit.SECONDS).orElseThrow().name());
        stopping.join();
        assertEquals(List.of("a.mp3", "a.wav"), visible());
        assertEquals(List.of(), drafts());
    }

    @Test
    void stop_clipReceivedAndNotYetKept_waitsForIt() throws Exception {
        Thread stopping;
        try (NewClip received = library.receive(content(Wav.ofSeconds(6)))) {
            stopping = stopInBackground();
            awaitWaiting(stopping);
            assertTrue(received.keepAs("a.wav", false).valid());
        }
        stopping.join();
        assertEquals(List.of("a.wav"), visible());
    }

    @Test
    void calls_afterTheStop_areSentToTheNextLibrary() throws Exception {
        wav("a.wav", 6);
        library.stop();
        assertThrows(Unavailable.class, () -> library.find("a"));
        assertThrows(Unavailable.class, () -> library.receive(content("x")));
        assertThrows(Unavailable.class, () -> library.save("dusk", "x+y", false));
        assertEquals(1, library.list().size());
        assertTrue(Files.notExists(references.resolve("dusk.blend")));
    }
}
