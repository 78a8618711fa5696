package io.mynah.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.SpeechObserver.Outcome;
import io.mynah.api.speech.SpeechObserver.Request;
import io.mynah.api.speech.SpeechObserver.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpeechMetersTest {

    private final SpeechMeters meters = new SpeechMeters();

    private static EngineInfo engine(String id) {
        return EngineInfo.builder(id)
                .title("Tone")
                .version("1")
                .sampleRate(24_000)
                .languages(List.of("English"))
                .voices(List.of(new VoiceInfo("tone", "Tone", "en-US")))
                .features(List.of())
                .parameters(Set.of())
                .build();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Request spoken(String engine) {
        return new Request(engine, Outcome.SPOKEN, millis(4), millis(40), millis(90), millis(400));
    }

    private void assertLine(String line) {
        assertTrue(
                meters.registry().scrape().lines().anyMatch(line::equals),
                () -> line + " is not in\n" + meters.registry().scrape());
    }

    @Test
    void requestSpoken_isCountedWithTheTimesOfItsStages() {
        meters.requestEnded(spoken("hibari"));

        assertLine("mynah_requests_total{engine=\"hibari\",outcome=\"spoken\"} 1.0");
        assertLine("mynah_stage_seconds_sum{engine=\"hibari\",stage=\"preparation\"} 0.004");
        assertLine("mynah_stage_seconds_bucket{engine=\"hibari\",stage=\"queue\",le=\"0.025\"} 0");
        assertLine("mynah_stage_seconds_bucket{engine=\"hibari\",stage=\"queue\",le=\"0.05\"} 1");
        assertLine("mynah_stage_seconds_sum{engine=\"hibari\",stage=\"whole\"} 0.4");
        assertLine("mynah_first_audio_seconds_sum{engine=\"hibari\"} 0.09");
    }

    @Test
    void requestRefused_isCountedWithoutEngineAndIsNoFastOne() {
        meters.requestEnded(new Request(null, Outcome.OVERLOADED, null, null, null, millis(1)));

        assertLine("mynah_requests_total{engine=\"none\",outcome=\"overloaded\"} 1.0");
        assertFalse(meters.registry().scrape().contains("stage=\"whole\""));
    }

    @Test
    void sentences_areCountedByWhatBecameOfThem() {
        meters.sentenceEnded(new Sentence("kokoro", null, millis(500), millis(2_000)));
        meters.sentenceEnded(new Sentence("kokoro", EngineException.Kind.OUT_OF_MEMORY, millis(3_000), Duration.ZERO));

        assertLine("mynah_sentences_total{engine=\"kokoro\",outcome=\"spoken\"} 1.0");
        assertLine("mynah_sentences_total{engine=\"kokoro\",outcome=\"out_of_memory\"} 1.0");
        assertLine("mynah_audio_seconds_total{engine=\"kokoro\"} 2.0");
        assertLine("mynah_real_time_factor_sum{engine=\"kokoro\"} 0.25");
        assertLine("mynah_stage_seconds_sum{engine=\"kokoro\",stage=\"synthesis\"} 0.5");
    }

    @Test
    void engineThatComesBack_wasSwapped() {
        meters.engineCame(engine("hibari"));
        assertLine("mynah_engine_swaps_total{engine=\"hibari\"} 0.0");
        meters.engineLeft(engine("hibari"), millis(1_500), false);
        meters.engineCame(engine("hibari"));
        meters.engineLeft(engine("hibari"), millis(500), true);

        assertLine("mynah_engine_swaps_total{engine=\"hibari\"} 1.0");
        assertLine("mynah_engine_drain_seconds_sum{engine=\"hibari\"} 2.0");
        assertLine("mynah_engine_drain_seconds_count{engine=\"hibari\"} 2");
        assertLine("mynah_engine_hangs_total{engine=\"hibari\"} 1.0");
    }

    @Test
    void answers_areCountedByStatus() {
        meters.answered("hibari", 200);
        meters.answered(null, 422);
        meters.answered(null, 422);

        assertLine("mynah_answers_total{engine=\"hibari\",status=\"200\"} 1.0");
        assertLine("mynah_answers_total{engine=\"none\",status=\"422\"} 2.0");
    }

    @Test
    void engines_moreThanThereAreInEarnest_areNotLabels() {
        for (int i = 0; i < 1_000; i++) {
            meters.requestEnded(spoken("engine-" + i));
        }
        long labels = meters.registry()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("mynah_requests_total{"))
                .count();
        assertEquals(50, labels);
    }
}
