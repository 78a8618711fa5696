package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SIGTERM while requests run. */
final class StopTest {

    @Test
    void sigterm_whileSpeaking_finishesTheRequestAndExitsWithZero() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            mynah.deployTone();
            CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> speak(mynah, "{delay 3000} done"));
            Mynah.until("it is being spoken", () -> HeldRequest.queued(mynah, "speaking") == 1);
            mynah.terminate();
            assertEquals(0, mynah.exitCode(), mynah.output());
            assertTrue(running.get(30, TimeUnit.SECONDS).samples().length > 0);
        }
    }

    private static Answer speak(Mynah mynah, String text) {
        try {
            return mynah.http().speak(text, "tone");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sigterm_whileSpeaking_isNotReadyAndTakesNothingMore() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("MYNAH_DRAIN_TIMEOUT", "600"))) {
            mynah.deployTone();
            try (HeldRequest running = HeldRequest.speak(mynah, "{delay 600000}")) {
                running.awaitQueue("speaking", 1);
                mynah.terminate();
                Mynah.until("not ready", () -> mynah.http().get("/health/ready").status() == 503);
                assertEquals(200, mynah.http().get("/health/live").status());
                assertEquals(503, mynah.http().speak("x", "tone").status());
            }
            assertEquals(0, mynah.exitCode(), mynah.output());
        }
    }

    @Test
    void sigterm_requestLongerThanTheDrainLimit_is503AndExitsWithZero() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("MYNAH_DRAIN_TIMEOUT", "1"))) {
            mynah.deployTone();
            try (HeldRequest running = HeldRequest.speak(mynah, "{delay 600000}")) {
                running.awaitQueue("speaking", 1);
                mynah.terminate();
                assertEquals(503, running.status());
                assertEquals(0, mynah.exitCode(), mynah.output());
            }
        }
    }
}
