package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Voices while the engine that speaks them is replaced, and while the search for a closer one listens to it. */
final class VoiceSwapTest extends VoicesServer {

    private static final List<String> VOICES =
            List.of("griselda.wav", "griselda.wav+af_bella", "af_heart(2)+am_michael", "bm_george");

    VoiceSwapTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "90"));
    }

    @Test
    void engineJar_replacedWhileClipsSpeak_noRequestFailsOrIsSpokenByAnother() throws Exception {
        Files.write(reference("griselda.wav"), speech("bm_george"));
        Mynah.until(
                "the clip's closest voice is known",
                () -> !ok(speak("griselda.wav")).header("X-TTS-Voice-Match").equals("none"));
        for (String voice : VOICES) {
            assertEquals("kokoro", ok(speak(voice)).header("X-TTS-Engine"));
        }
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(VOICES.size());
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (String voice : VOICES) {
                clients.add(threads.submit(() -> speakUntil(stop, voice)));
            }
            replaceEngine();
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertTrue(client.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        Files.delete(reference("griselda.wav"));
        assertEquals(404, speak("griselda.wav").status());
    }

    private int speakUntil(AtomicBoolean stop, String voice) throws Exception {
        int answers = 0;
        do {
            Answer answer = speak(voice);
            assertTrue(answer.seconds() > 0.3, "whole");
            assertEquals("kokoro", answer.header("X-TTS-Engine"));
            assertNotEquals("none", answer.header("X-TTS-Voice-Match"));
            answers++;
        } while (!stop.get());
        return answers;
    }

    private void replaceEngine() throws Exception {
        Path jar = filesBelow(mynah.home().resolve("deploy")).stream()
                .filter(file -> file.getFileName().toString().contains("engine"))
                .findFirst()
                .orElseThrow();
        Path copy = Files.copy(jar, mynah.home().resolve("engine.copy"));
        long before = arrivals();
        mynah.deploy(copy, jar.getFileName().toString());
        Files.delete(copy);
        Mynah.until("both engines are there again", () -> arrivals() >= before + 2);
    }

    private long arrivals() throws Exception {
        return mynah.log()
                .lines()
                .filter(line -> line.contains("hibari") || line.contains("kokoro"))
                .filter(line -> line.contains("can speak"))
                .count();
    }
}
