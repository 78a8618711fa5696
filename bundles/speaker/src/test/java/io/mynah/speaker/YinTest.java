package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YinTest {
    private static final int RATE = 16_000;

    private final Yin yin = new Yin();

    private static float[] second(IntToDoubleFunction sample) {
        float[] samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) sample.applyAsDouble(i);
        }
        return samples;
    }

    /** Harmonics with a resonance, as the throat makes one. */
    private static double voice(double hertz, double resonance, int i) {
        double sum = 0;
        for (int harmonic = 1; harmonic * hertz < RATE / 2.0; harmonic++) {
            double away = (harmonic * hertz - resonance) / 150;
            sum += (0.1 / harmonic + 0.3 / (1 + away * away)) * Math.sin(2 * Math.PI * harmonic * hertz * i / RATE);
        }
        return 0.3 * sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {65, 82.4, 110, 147.3, 196, 233.1, 311, 420})
    void of_voice_isItsFundamental(double hertz) {
        for (double resonance : new double[] {300, 500, 700, 900}) {
            assertEquals(hertz, yin.of(second(i -> voice(hertz, resonance, i))).orElseThrow(), 0.01 * hertz);
        }
    }

    /** Half the period is nearly one: a share of 0.12 of the power is not periodic by it, and none by the whole. */
    @ParameterizedTest
    @ValueSource(doubles = {62, 75, 98, 130})
    void of_lowVoiceWithStrongEvenHarmonics_isNotAnOctaveHigher(double hertz) {
        double pitch = yin.of(second(i -> {
                    double sum = 0;
                    for (int harmonic = 1; harmonic <= 12; harmonic++) {
                        double level = harmonic % 2 == 0 ? 0.08 : 0.02;
                        sum += level * Math.sin(2 * Math.PI * harmonic * hertz * i / RATE + harmonic * harmonic);
                    }
                    return sum;
                }))
                .orElseThrow();
        assertEquals(hertz, pitch, 0.01 * hertz);
    }

    /** Frames of a rough voice are all less periodic than a threshold that a clear one passes. */
    @Test
    void of_voiceWithNoise_isHeardAllTheSame() {
        Random random = new Random(1);
        double pitch = yin.of(second(i -> voice(95, 500, i) + 0.12 * random.nextGaussian()))
                .orElseThrow();
        assertEquals(95, pitch, 1);
    }

    @Test
    void of_fundamentalThatIsMissing_isHeardAllTheSame() {
        double pitch = yin.of(second(i -> voice(120, 480, i) - 0.3 * 0.1 * Math.sin(2 * Math.PI * 120 * i / RATE)))
                .orElseThrow();
        assertEquals(120, pitch, 1);
    }

    @Test
    void of_glideWithPauses_isItsMiddle() {
        double pitch = yin.of(second(i -> i / 2_000 % 2 == 0 ? voice(100, 500, i) : voice(200, 500, i) * 1e-3))
                .orElseThrow();
        assertEquals(100, pitch, 2);
    }

    @Test
    void of_noiseSilenceAndNothing_isNone() {
        Random random = new Random(1);
        assertTrue(yin.of(second(i -> 0.1 * random.nextGaussian())).isEmpty());
        assertTrue(yin.of(new float[RATE]).isEmpty());
        assertTrue(yin.of(new float[100]).isEmpty());
        assertTrue(yin.of(new float[0]).isEmpty());
    }
}
