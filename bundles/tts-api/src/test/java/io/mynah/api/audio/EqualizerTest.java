package io.mynah.api.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EqualizerTest {
    private static final int RATE = 24_000;
    /** Falls from 9 to -9 dB. */
    private static final ToneCurve SLOPE = new ToneCurve(
            IntStream.range(0, ToneCurve.BANDS).mapToObj(band -> 9.0 - band).toList());

    @Test
    void flatCurve_noise_passesUnchanged() {
        float[] noise = noise(5_000);
        assertArrayEquals(noise, through(ToneCurve.FLAT, noise, 777), 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 383, 384, 385, 2_048, 10_000})
    void anyLength_equalized_keepsItsLength(int length) {
        assertEquals(length, through(SLOPE, noise(length), 100).length);
    }

    @Test
    void noise_equalizedInPieces_isTheSameAsInOne() {
        float[] noise = noise(10_000);
        float[] whole = through(SLOPE, noise, noise.length);
        assertArrayEquals(whole, through(SLOPE, noise, 1), 1e-5f);
        assertArrayEquals(whole, through(SLOPE, noise, 500), 1e-5f);
    }

    @Test
    void secondSound_afterTheEndOfTheFirst_isAsTheFirst() {
        float[] noise = noise(3_000);
        Equalizer equalizer = new Equalizer(SLOPE, RATE);
        float[] first = concat(equalizer.next(noise), equalizer.end());
        assertArrayEquals(first, concat(equalizer.next(noise), equalizer.end()));
    }

    /** The middles of bands, one between two, and what lies beyond the outer ones. */
    @ParameterizedTest
    @CsvSource({"250, 5", "500, 2", "1000, -1", "2000, -4", "4000, -7", "2244, -4.5", "7500, -9", "11000, -9"})
    void sine_equalized_hasItsGainAndIsNotDelayed(double hertz, double decibels) {
        float[] sine = new float[RATE];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        float[] equalized = through(SLOPE, sine, 1_000);
        double along = 0;
        double power = 0;
        double rest = 0;
        for (int i = 1_000; i < sine.length - 1_000; i++) {
            along += sine[i] * equalized[i];
            power += sine[i] * sine[i];
        }
        double gain = along / power;
        for (int i = 1_000; i < sine.length - 1_000; i++) {
            rest = Math.max(rest, Math.abs(equalized[i] - gain * sine[i]));
        }
        assertEquals(decibels, 20 * Math.log10(gain), 0.3);
        assertTrue(rest < 0.01, "out of phase by " + rest);
    }

    @Test
    void gainAt_beyondTheBands_isHeldIfItCutsAndFadesIfItBoosts() {
        assertEquals(0, SLOPE.gainAt(50), 1e-9);
        assertEquals(-9, SLOPE.gainAt(12_000), 1e-9);
        assertEquals(4.5, SLOPE.gainAt(ToneCurve.centre(0) * Math.pow(2, -1.0 / 6)), 1e-9);
    }

    @Test
    void toneCurve_thatIsNone_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ToneCurve(List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> of(25));
        assertTrue(of(0).isFlat());
    }

    private static ToneCurve of(double gain) {
        return new ToneCurve(Collections.nCopies(ToneCurve.BANDS, gain));
    }

    private static float[] through(ToneCurve curve, float[] samples, int block) {
        Equalizer equalizer = new Equalizer(curve, RATE);
        float[] all = {};
        for (int from = 0; from < samples.length; from += block) {
            all = concat(
                    all, equalizer.next(Arrays.copyOfRange(samples, from, Math.min(samples.length, from + block))));
        }
        return concat(all, equalizer.end());
    }

    private static float[] noise(int length) {
        Random random = new Random(3);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

    private static float[] concat(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
