package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graphics card is asked for, and the distribution's ONNX Runtime has none to offer. */
final class DeviceTest {
    private static final String WHY = "CUDA cannot be used: this ONNX Runtime is made for the CPU alone";

    @Test
    void cudaWanted_notToBeHad_itSpeaksAndSaysWhyInOneLine() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("DEVICE", "cuda"))) {
            assertEquals(200, mynah.http().speak("On the processor.", "heart").status());
            JsonNode health = mynah.http().get("/health").json();
            assertEquals("cpu", health.path("device").asText());
            assertFalse(health.path("cuda").asBoolean(true));
            assertEquals(WHY, health.path("device_reason").asText());
            assertEquals(WHY, health.at("/engine_devices/kokoro/reason").asText());
            assertEquals(
                    WHY, mynah.http().get("/info").json().path("device_reason").asText());
            List<String> told =
                    mynah.log().lines().filter(line -> line.contains("CUDA")).toList();
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.get(0).contains(WHY) && told.get(0).contains("WARN"), told::toString);
        }
    }

    @Test
    void cpuWanted_healthSaysSo() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("DEVICE", "cpu"))) {
            JsonNode health = mynah.http().get("/health").json();
            assertEquals("device = cpu is set", health.path("device_reason").asText());
            assertFalse(mynah.log().contains("CUDA"));
        }
    }

    /** The tone engine runs out of memory where the text says so, and nobody else has its voice. */
    @Test
    void outOfMemory_nobodyElseHasTheVoice_is500WithAdvice() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            mynah.deployTone();
            Answer answer = mynah.http().speak("{oom}", "tone");
            assertEquals(500, answer.status());
            assertEquals(
                    "TTS generation failed: no memory for the tone. Out of memory: try CPU mode, a shorter text or a "
                            + "quantised model",
                    answer.detail());
        }
    }
}
