package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The bounds of the queue, and a full disk. */
final class LoadTest {

    @Test
    void queueFull_manyRace_theBoundIsExactAndTheRestIs503() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("MYNAH_QUEUE_CAPACITY", "5", "MAX_WORKERS", "1"))) {
            mynah.deployTone();
            List<Answer> answers = race(mynah, 40, "{delay 1000}");
            assertEquals(
                    5, answers.stream().filter(answer -> answer.status() == 200).count());
            for (Answer answer : answers) {
                if (answer.status() != 200) {
                    assertEquals(503, answer.status(), answer::text);
                    assertFalse(answer.header("Retry-After").isEmpty());
                    assertTrue(answer.detail().contains("full"), answer::text);
                }
            }
        }
    }

    @Test
    void deadlinePassed_whileQueued_is504() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("TIMEOUT", "0.5", "MAX_WORKERS", "1"))) {
            mynah.deployTone();
            List<Answer> answers = race(mynah, 3, "{delay 2000}");
            assertEquals(
                    1, answers.stream().filter(answer -> answer.status() == 200).count());
            assertEquals(
                    2, answers.stream().filter(answer -> answer.status() == 504).count());
        }
    }

    private static List<Answer> race(Mynah mynah, int clients, String text) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                calls.add(() -> mynah.http().speak(text, "tone"));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
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

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
