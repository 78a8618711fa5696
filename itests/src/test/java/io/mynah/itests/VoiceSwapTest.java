package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Voices while the engine that speaks them or the library that knows them is replaced, and while the search for a closer one
 * listens to the engine.
 */
final class VoiceSwapTest extends VoicesServer {

    private static final String DUSK = NAME + "-dusk";

    private static final List<String> VOICES =
            List.of("griselda.wav", "griselda.wav+af_bella", "af_heart(2)+am_michael", "bm_george", DUSK);

    /** A request that comes at a bad moment of a swap is to be found. */
    private static final int SWAPS = 5;

    VoiceSwapTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "90"));
    }

    @BeforeAll
    void voices() throws Exception {
        Files.write(reference("griselda.wav"), speech("bm_george"));
        ok(saveBlend(DUSK, "griselda.wav+am_michael", true));
        Mynah.until(
                "the clip's closest voice is known",
                () -> !ok(speak("griselda.wav")).header("X-TTS-Voice-Match").equals("none"));
        for (String voice : VOICES) {
            assertEquals("kokoro", ok(speak(voice)).header("X-TTS-Engine"));
        }
    }

    @Test
    void engineJar_replacedWhileClipsSpeak_noRequestFailsOrIsSpokenByAnother() throws Exception {
        whileAllSpeak(() -> {
            long before = logged("hibari", "can speak") + logged("kokoro", "can speak");
            replace("engine-onnx");
            Mynah.until(
                    "both engines are there again",
                    () -> logged("hibari", "can speak") + logged("kokoro", "can speak") >= before + 2);
        });
    }

    @Test
    void libraryJar_replacedAgainAndAgainWhileItsVoicesSpeak_noRequestFailsAndNothingIsForgotten() throws Exception {
        ok(patch("griselda.wav", Map.of("consent", true, "tags", List.of("evening"))));
        whileAllSpeak(() -> {
            for (int swap = 0; swap < SWAPS; swap++) {
                long before = logged("voice library is open");
                replace("voice-library");
                Mynah.until("the library is there again", () -> logged("voice library is open") > before);
            }
        });
        JsonNode clip = ok(http.get("/v1/voices/griselda.wav")).json();
        assertTrue(clip.path("consent").asBoolean(), clip::toString);
        assertEquals("evening", clip.path("tags").path(0).asText(), clip::toString);
        ok(http.upload(NAME + "-new.mp3", Compressed.tone(6, "mp3"))); // the new one finds the converter
    }

    /** Something that happens meanwhile. */
    private interface Meanwhile {
        void happen() throws Exception;
    }

    private void whileAllSpeak(Meanwhile meanwhile) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(VOICES.size());
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (String voice : VOICES) {
                clients.add(threads.submit(() -> speakUntil(stop, voice)));
            }
            meanwhile.happen();
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertTrue(client.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
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

    private void replace(String name) throws Exception {
        Path jar = filesBelow(mynah.home().resolve("deploy")).stream()
                .filter(file -> file.getFileName().toString().contains(name))
                .findFirst()
                .orElseThrow();
        Path copy = Files.copy(jar, mynah.home().resolve("jar.copy"));
        mynah.deploy(copy, jar.getFileName().toString());
        Files.delete(copy);
    }

    private long logged(String... words) throws Exception {
        return mynah.log()
                .lines()
                .filter(line -> Arrays.stream(words).allMatch(line::contains))
                .count();
    }
}
