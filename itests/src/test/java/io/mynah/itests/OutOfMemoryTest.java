package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine that comes first runs out of memory where the text says so; others have one of its two voices. */
final class OutOfMemoryTest extends SharedServer {
    private static final String ADVICE =
            "TTS generation failed: no memory for the tone. Out of memory: try CPU mode, a shorter text or a quantised"
                    + " model";

    OutOfMemoryTest() {
        super(Map.of("JAVA_OPTS", "-Dmynah.testkit.voice=heart"));
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
        Mynah.until("it comes first", () -> engine("heart").equals("tone"));
    }

    private String engine(String voice) throws Exception {
        return http.speak("Hello.", voice).header("X-TTS-Engine");
    }

    /** How much of the sound is the engine's 440 Hz, in the tenth of a second that has most of it. */
    private static double toneShare(short[] samples) {
        int length = Sounds.RATE / 10;
        double most = 0;
        for (int start = 0; start + length <= samples.length; start += length) {
            double real = 0;
            double imaginary = 0;
            double all = 1e-9;
            for (int i = start; i < start + length; i++) {
                double angle = 2 * Math.PI * 440 * i / Sounds.RATE;
                real += samples[i] * Math.cos(angle);
                imaginary += samples[i] * Math.sin(angle);
                all += (double) samples[i] * samples[i];
            }
            most = Math.max(most, 2 * (real * real + imaginary * imaginary) / length / all);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{oom} Hello.",
                "The first sentence is spoken. So is the second one. And the third. The last one is too much {oom}."
            })
    void outOfMemory_anotherHasTheVoice_thatSpeaksAllOfIt(String text) throws Exception {
        Answer answer = http.speak(text, "heart");
        assertEquals(200, answer.status(), answer::text);
        assertEquals("hibari", answer.header("X-TTS-Engine"));
        // Nothing of what the tone had spoken before is in it.
        assertTrue(toneShare(answer.samples()) < 0.95);
        assertTrue(toneShare(http.speak("Hello.", "heart").samples()) > 0.95, "which could be heard");
        assertEquals("tone", engine("heart"), "it is first again");
    }

    @Test
    void outOfMemory_nobodyElseHasTheVoice_is500WithAdvice() throws Exception {
        Answer answer = http.speak("Hello. {oom}", "tone");
        assertEquals(500, answer.status());
        assertEquals(ADVICE, answer.detail());
        String id = answer.header("X-Request-Id");
        assertFalse(id.isEmpty());
        assertTrue(mynah.log().lines().anyMatch(line -> line.contains(id) && line.contains("ERROR")), mynah::output);
        assertEquals("tone", engine("tone"), "it is as good as before");
    }
}
