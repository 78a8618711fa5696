package io.mynah.itests;

import static io.mynah.itests.HeldRequest.queued;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds of the queue, of the memory, and a full disk. */
final class LoadTest {

    /** Never over by itself: it ends when its client goes away. */
    private static final String ENDLESS = "{delay 600000}";

    /** With much to spare. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);

    private static final int DROP = 64;

    /** What the log says at DEBUG once the tone engine was asked to fail. */
    private static final String WITNESS = "the tone broke";

    @Test
    void queueFull_manyRace_theBoundIsExactAndTheRestIs503() throws Exception {
        int clients = 100;
        int capacity = 5;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        Queue<HeldRequest> requests = new ConcurrentLinkedQueue<>();
        List<Future<Integer>> statuses = new ArrayList<>();
        try (Mynah mynah =
                Mynah.start(Map.of("MYNAH_QUEUE_CAPACITY", "" + capacity, "MAX_WORKERS", "1", "TIMEOUT", "600"))) {
            mynah.deployTone();
            for (int i = 0; i < clients; i++) {
                statuses.add(threads.submit(() -> {
                    HeldRequest request = HeldRequest.speak(mynah, ENDLESS);
                    requests.add(request);
                    return request.status();
                }));
            }
            Mynah.until(
                    "all but " + capacity + " are refused",
                    () -> statuses.stream().filter(Future::isDone).count() == clients - capacity);
            for (Future<Integer> status : statuses) {
                assertEquals(503, status.isDone() ? status.get() : 503);
            }
            assertEquals(capacity, queued(mynah, "waiting") + queued(mynah, "speaking"));

            Answer answer = mynah.http().speak("one more", "tone");
            assertEquals(503, answer.status(), answer::text);
            assertFalse(answer.header("Retry-After").isEmpty());
            assertTrue(answer.detail().contains("full"), answer::text);
            assertEquals(200, mynah.http().get("/health/live").status());

            for (HeldRequest request : requests) {
                request.close();
            }
            Mynah.until("all places are free", () -> queued(mynah, "waiting") + queued(mynah, "speaking") == 0);
            assertEquals(200, mynah.http().speak("x", "tone").status());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void deadlinePassed_whileQueued_is504AndTheEngineIsNeverCalled() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("TIMEOUT", "0.5", "MAX_WORKERS", "1", "LOG_LEVEL", "DEBUG"))) {
            mynah.deployTone();
            try (HeldRequest first = HeldRequest.speak(mynah, ENDLESS)) {
                first.awaitQueue("speaking", 1);
                assertEquals(504, mynah.http().speak("{fail}", "tone").status());
                assertEquals(504, mynah.http().speak("{fail}", "tone").status());
            }
            Mynah.until("the worker is free", () -> queued(mynah, "speaking") == 0);
            assertTheEngineWasNotAskedToFail(mynah);
        }
    }

    @Test
    void clientGone_whileQueued_isNeverSpoken() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("TIMEOUT", "600", "MAX_WORKERS", "1", "LOG_LEVEL", "DEBUG"))) {
            mynah.deployTone();
            try (HeldRequest first = HeldRequest.speak(mynah, ENDLESS)) {
                first.awaitQueue("speaking", 1);
                try (HeldRequest next = HeldRequest.speak(mynah, "{fail}")) {
                    next.awaitQueue("waiting", 1);
                }
                Mynah.until("its place is free", () -> queued(mynah, "waiting") == 0);
                assertEquals(1, queued(mynah, "speaking"), "the first is still being spoken");
            }
            Mynah.until("the worker is free", () -> queued(mynah, "speaking") == 0);
            assertTheEngineWasNotAskedToFail(mynah);
        }
    }

    /** The one worker takes requests in turn, so what was let go would have come before these. */
    private static void assertTheEngineWasNotAskedToFail(Mynah mynah) throws Exception {
        assertEquals(200, mynah.http().speak("x", "tone").status());
        assertFalse(mynah.log().contains(WITNESS), "the engine was never called");
        assertEquals(500, mynah.http().speak("{fail}", "tone").status());
        assertTrue(mynah.log().contains(WITNESS), "or the log would say so");
    }

    /**
     * The system takes some megabytes for a connection, so one answer that is longer than that would be given minutes to
     * be read. Of many short ones, all asked for at once, the first that does not fit is given little more than 30 s.
     */
    @Test
    void readerThatTakesItDropByDrop_isClosedByTheWriteLimitAndHoldsNoEngine() throws Exception {
        int answers = 100;
        String text = "A short answer that is spoken again. ";
        try (Mynah mynah = Mynah.start(Map.of("MAX_WORKERS", "1", "LOG_LEVEL", "DEBUG"))) {
            mynah.deployTone();
            int length = mynah.http().speak(text, "tone").body().length;
            try (HeldRequest slow = HeldRequest.speak(mynah, text)) {
                for (int i = 1; i < answers; i++) {
                    slow.again(Http.request(text, "tone"));
                }
                Mynah.until("its write limit has passed", WRITE_LIMIT, () -> {
                    slow.read(DROP); // so that something moves, and no idle timeout closes it
                    // By the one worker, which would not come to it before the limit if it had to wait for the reader.
                    assertEquals(200, mynah.http().speak("another", "tone").status());
                    return mynah.log().contains("client took longer than");
                });
                assertTrue(slow.readAll() < (long) answers * length, "it did not get them all");
            }
        }
    }

    @Test
    void longAnswers_moreThanTheMemoryHolds_areRefusedAndTheServerLives() throws Exception {
        int clients = 4;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (Mynah mynah = Mynah.start(Map.of("JAVA_OPTS", "-Xmx160m"))) {
            mynah.deployTone();
            // Half an hour of sound, 95 MB, from a request that the limit of the text lets through.
            ObjectNode longest = Http.request("A long text. ".repeat(768).substring(0, 9_975), "tone")
                    .put("speed", 0.25);
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(threads.submit(() -> mynah.http().postJson("/api/tts", longest.toString())));
            }
            for (Future<Answer> future : answers) {
                Answer answer = future.get(120, TimeUnit.SECONDS);
                assertTrue(Set.of(200, 422, 503).contains(answer.status()), () -> "status " + answer.status());
            }
            assertEquals(200, mynah.http().speak("Still here.", "heart").status());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void answersThatNobodyReads_moreThanTheMemoryHolds_areRefusedAndTheServerLives() throws Exception {
        List<HeldRequest> requests = new ArrayList<>();
        try (Mynah mynah = Mynah.start(Map.of("JAVA_OPTS", "-Xmx160m"))) {
            mynah.deployTone();
            String text = "A long text. ".repeat(300); // 9 MB of sound
            int refused = 0;
            for (int i = 0; i < 25; i++) {
                HeldRequest request = HeldRequest.speak(mynah, text);
                requests.add(request);
                int status = request.status();
                assertTrue(status == 200 || status == 503, () -> "status " + status);
                refused += status == 503 ? 1 : 0;
                assertEquals(200, mynah.http().get("/health/live").status());
            }
            assertTrue(refused > 0, "all that audio was kept");
            for (HeldRequest request : requests) {
                request.close();
            }
            Mynah.until(
                    "their memory is free",
                    () -> mynah.http().speak(text, "tone").status() == 200);
        }
    }

    /** Needs the right to mount a small file system; elsewhere it is skipped and says so. */
    @Test
    void diskFull_whileSavingAnUpload_is507AndSpeakingGoesOn() throws Exception {
        Path small = Files.createTempDirectory("mynah-itest-small-");
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", small.toString()) == 0, "cannot mount a tmpfs");
        try (Mynah mynah = Mynah.start(Map.of("REFERENCES_DIR", small.toString()))) {
            Answer answer = mynah.http().upload("big.wav", Wavs.tone(30, 24_000));
            assertEquals(507, answer.status(), answer::text);
            try (Stream<Path> left = Files.walk(small)) {
                assertTrue(left.noneMatch(file -> file.toString().endsWith(".wav") && Files.isRegularFile(file)));
            }
            assertEquals(200, mynah.http().speak("Still here.", "heart").status());
            assertEquals(
                    200, mynah.http().upload("small.wav", Wavs.tone(5, 8_000)).status());
        } finally {
            assertEquals(0, run("umount", small.toString()));
            Files.delete(small);
        }
    }

    /** Long speech waits in a file, of which the disk takes a part only. */
    @Test
    void diskFull_whileSpeaking_isSpokenWhole(@TempDir Path home) throws Exception {
        Path small = Files.createDirectories(home.resolve("cache/tmp"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", small.toString()) == 0,
                "cannot mount a tmpfs");
        try (Mynah mynah = Mynah.start(home, Map.of())) {
            Answer answer =
                    mynah.http().speak("This is a sentence of a text that takes its time. ".repeat(40), "heart");
            assertEquals(200, answer.status(), answer::text);
            assertTrue(answer.body().length > 3_000_000, "bytes: " + answer.body().length);
            assertEquals(answer.body().length, Integer.parseInt(answer.header("Content-Length")));
        } finally {
            assertEquals(0, run("umount", small.toString()));
        }
    }

    /** As a container has them with a volume {@code :ro}. Needs the right to mount, as above. */
    @Test
    void referencesReadOnly_clipsSpeakAndUploadsAreTheServersFault() throws Exception {
        Path folder = Files.createTempDirectory("mynah-itest-ro-");
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()) == 0, "cannot mount a tmpfs");
        try {
            Files.write(folder.resolve("mine.mp3"), Compressed.tone(6, "mp3"));
            assertEquals(0, run("mount", "-o", "remount,ro", folder.toString()));
            try (Mynah mynah = Mynah.start(Map.of("REFERENCES_DIR", folder.toString()))) {
                Answer spoken = mynah.http().speak("Hello.", "mine");
                assertEquals(200, spoken.status(), spoken::text);
                Answer saved = mynah.http().upload("new.wav", Wavs.tone(5, 8_000));
                assertEquals(500, saved.status(), saved::text);
                assertEquals("Failed to save the file", saved.detail());
                assertTrue(mynah.log().contains("cache/twins"), "a warning says where it went");
                assertFalse(mynah.log().contains("mine"), "without the clip's name");
            }
        } finally {
            assertEquals(0, run("umount", folder.toString()));
            Files.delete(folder);
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
