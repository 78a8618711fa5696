package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PulseSourceTest {
    private static final int HOP = SpectralSynthesis.HOP;
    private static final int RATE = SpectralSynthesis.SAMPLE_RATE;

    @Test
    void render_constantPitch_isTheSumOfAllHarmonicsBelow11kHz() {
        float pitch = 230.5f;
        int frames = 40;
        float[] f0 = new float[frames];
        Arrays.fill(f0, pitch);
        float[] out = new float[frames * HOP];
        new PulseSource().render(f0, frames, out, 0);
        int harmonics = (int) (11_000 / pitch);
        for (int i = 0; i < out.length; i++) {
            double phase = 2 * Math.PI * pitch * (i + 1) / RATE;
            double expected = 0;
            for (int h = 1; h <= harmonics; h++) {
                expected += Math.cos(h * phase);
            }
            // The largest value is the number of harmonics, 47.
            assertEquals(expected, out[i], 0.01, "sample " + i);
        }
    }

    @Test
    void render_unvoiced_isSilentAndLeavesWhatStandsThere() {
        float[] out = new float[3 * HOP];
        new PulseSource().render(new float[] {-3, 0, 40}, 3, out, 0);
        assertEquals(0, sumOfMagnitudes(out));
    }

    @Test
    void render_phaseAtZero_givesTheLimit() {
        // 24000 Hz / 240 = 100 samples a period: every hundredth sample is at phase 0.
        float[] f0 = new float[4];
        Arrays.fill(f0, 240f);
        float[] out = new float[4 * HOP];
        new PulseSource().render(f0, 4, out, 0);
        assertEquals(45, out[99], 0.02);
        assertEquals(45, out[1099], 0.02);
    }

    @Test
    void render_voiceSetsIn_changesFromSilenceToPulsesBetweenTheFramesMiddles() {
        float[] out = new float[2 * HOP];
        new PulseSource().render(new float[] {0, 200}, 2, out, 0);
        // Interpolated pitch passes 40 Hz a fifth of the way between the middles, at sample 150 + 60.
        assertEquals(0, sumOfMagnitudes(Arrays.copyOf(out, 209)));
        assertTrue(sumOfMagnitudes(Arrays.copyOfRange(out, 209, 215)) > 1);
    }

    private static double sumOfMagnitudes(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += Math.abs(v);
        }
        return sum;
    }
}
