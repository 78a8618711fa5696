package io.mynah.api.voice;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.voice.ClosestVoice.Match;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that nobody can make of what cannot be. */
class RecordsTest {

    private static Findings findings(
            double speech, double noise, double clipped, double silence, double start, double end) {
        return new Findings(
                speech,
                OptionalDouble.of(noise),
                clipped,
                silence,
                OptionalDouble.empty(),
                1,
                8_000,
                start,
                end,
                List.of(),
                "");
    }

    @Test
    void findings_ofEdges_areFine() {
        assertDoesNotThrow(() -> findings(0, -3, 0, 1, 0, 0));
        assertDoesNotThrow(() -> findings(5, 60, 1, 0, 2, 12));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 20, 0, 0, 0, 1",
        "NaN, 20, 0, 0, 0, 1",
        "5, NaN, 0, 0, 0, 1",
        "5, 20, 1.1, 0, 0, 1",
        "5, 20, 0, -0.1, 0, 1",
        "5, 20, 0, NaN, 0, 1",
        "5, 20, 0, 0, 2, 1",
        "5, 20, 0, 0, -1, 1",
        "5, 20, 0, 0, 0, Infinity"
    })
    void findings_thatCannotBe_areRefused(
            double speech, double noise, double clipped, double silence, double start, double end) {
        assertThrows(IllegalArgumentException.class, () -> findings(speech, noise, clipped, silence, start, end));
    }

    @Test
    void match_similarityBeyondOneByRounding_isCut() {
        Voice.Blend blend = new Voice.Blend("me.wav", List.of(new Voice.Blend.Part("heart", 1)));
        assertEquals(1, new Match(blend, ToneCurve.FLAT, 1.0000001, true).similarity());
        assertEquals(-1, new Match(blend, ToneCurve.FLAT, -1.0000001, true).similarity());
        assertEquals(0.7, new Match(blend, ToneCurve.FLAT, 0.7, true).similarity());
        assertThrows(IllegalArgumentException.class, () -> new Match(blend, ToneCurve.FLAT, Double.NaN, true));
    }

    @Test
    void voices_withoutWhatNamesThem_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Voice.Clip("me.wav", Path.of("me.wav"), ""));
        assertThrows(IllegalArgumentException.class, () -> new Voice.Clip("", Path.of("me.wav"), "1"));
        assertThrows(IllegalArgumentException.class, () -> new VoiceInfo(" ", "Heart", "en-US"));
        assertThrows(IllegalArgumentException.class, () -> new VoiceInfo("heart", "Heart", ""));
    }

    @Test
    void similarity_vectorsOfDifferentEncoders_isRefused() {
        assertEquals(0.6, SpeakerEncoder.similarity(new float[] {1, 0}, new float[] {0.6f, 0.8f}), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> SpeakerEncoder.similarity(new float[2], new float[3]));
    }
}
