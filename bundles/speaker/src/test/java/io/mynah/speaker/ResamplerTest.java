package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    @ParameterizedTest
    @ValueSource(ints = {8_000, 8_001, 11_025, 12_345, 22_050, 24_000, 44_100, 47_999, 48_000, 96_000, 192_000})
    void resample_sinesThatPass_keepTimeAndLevel(int rate) {
        double highest = 0.9 * Math.min(8_000, rate / 2.0);
        for (double hz : new double[] {110, 1000, highest}) {
            float[] out = Resampler.resample(Signals.sine(hz, 0.5, 0.5, rate), rate, 16_000);
            float[] expected = Signals.sine(hz, 0.5, 0.5, 16_000);
            assertEquals(expected.length, out.length, 1);
            // The ends, where the sine begins and stops, are not those of a sine.
            for (int i = 500; i < expected.length - 500; i++) {
                assertEquals(expected[i], out[i], 0.006, hz + " Hz, sample " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22_050, 24_000, 44_100, 48_000, 192_000})
    void resample_sinesAboveTheNewBand_areGone(int rate) {
        for (double hz : new double[] {8_400, 10_000}) {
            float[] out = Resampler.resample(Signals.sine(hz, 1, 0.5, rate), rate, 16_000);
            double level = 20 * Math.log10(Signals.rms(out, 500, out.length - 500) * Math.sqrt(2));
            assertTrue(level < -75, hz + " Hz remain at " + level + " dB");
        }
    }

    @Test
    void feed_inAnyPieces_givesTheSame() {
        float[] samples = Signals.noise(0.1, 1, 44_100);
        float[] whole = Resampler.resample(samples, 44_100, 16_000);
        for (int piece : new int[] {1, 7, 1000, 40_000}) {
            Resampler resampler = new Resampler(44_100, 16_000);
            FloatRow row = new FloatRow();
            for (int at = 0; at < samples.length; at += piece) {
                float[] part = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + piece));
                resampler.feed(part, part.length, row);
            }
            resampler.finish(row);
            assertArrayEquals(whole, row.toArray());
        }
    }

    @Test
    void resample_sameRate_changesNothing() {
        float[] samples = Signals.noise(0.1, 0.1, 16_000);
        assertArrayEquals(samples, Resampler.resample(samples, 16_000, 16_000));
    }

    @Test
    void resample_nothing_givesNothing() {
        assertEquals(0, Resampler.resample(new float[0], 44_100, 16_000).length);
    }
}
