package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals of EBU Tech 3341 (minimum requirements, tests 1 to 5), with its tolerance of 0.1 LU. */
class LoudnessMeterTest {
    private static final double TOLERANCE = 0.1;

    /** Peak level in dBFS, then seconds, by turns. */
    private static double stereo(int sampleRate, double... levels) {
        LoudnessMeter meter = new LoudnessMeter(sampleRate, 2);
        for (int i = 0; i < levels.length; i += 2) {
            float[] mono = Signals.sine(1000, Math.pow(10, levels[i] / 20), levels[i + 1], sampleRate);
            float[] both = new float[2 * mono.length];
            for (int n = 0; n < both.length; n++) {
                both[n] = mono[n / 2];
            }
            meter.add(both, mono.length);
        }
        return meter.integrated().orElseThrow();
    }

    @Test
    void coefficients_48kHz_areThoseOfTheStandard() {
        double[][] coefficients = KWeighting.standard(48_000).coefficients();
        assertArrayEquals(
                new double[] {1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
                },
                coefficients[0],
                1e-10);
        assertArrayEquals(new double[] {1, -2, 1, -1.99004745483398, 0.99007225036621}, coefficients[1], 1e-10);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000})
    void integrated_sineAnyRate_isItsLevel(int sampleRate) {
        assertEquals(-23, stereo(sampleRate, -23, 20), TOLERANCE);
        assertEquals(-33, stereo(sampleRate, -33, 20), TOLERANCE);
    }

    @Test
    void integrated_quietEnds_areGatedRelatively() {
        assertEquals(-23, stereo(48_000, -36, 10, -23, 60, -36, 10), TOLERANCE);
    }

    @Test
    void integrated_veryQuietEnds_areGatedAbsolutely() {
        assertEquals(-23, stereo(48_000, -72, 10, -36, 10, -23, 60, -36, 10, -72, 10), TOLERANCE);
    }

    @Test
    void integrated_loudMiddle_isTheMean() {
        assertEquals(-23, stereo(48_000, -26, 20, -20, 20.1, -26, 20), TOLERANCE);
    }

    @Test
    void integrated_oneChannel_isThreeDecibelsLess() {
        float[] mono = Signals.sine(1000, Math.pow(10, -20 / 20.0), 10, 48_000);
        assertEquals(-23, LoudnessMeter.of(mono, 48_000).orElseThrow(), TOLERANCE);
    }

    @Test
    void integrated_shorterThanABlock_isMeasuredWhole() {
        float[] mono = Signals.sine(1000, 0.1, 0.25, 48_000);
        assertEquals(-23, LoudnessMeter.of(mono, 48_000).orElseThrow(), 0.3);
    }

    @Test
    void integrated_silenceOrNothing_isEmpty() {
        assertTrue(LoudnessMeter.of(new float[48_000], 48_000).isEmpty());
        assertTrue(LoudnessMeter.of(new float[0], 48_000).isEmpty());
    }
}
