package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against the sound that the Python package makes of the same tensors; see {@code src/test/scripts/record.py}. */
class SpectralSynthesisTest {
    private final SpectralSynthesis synthesis = new SpectralSynthesis();
    private final GaussianNoise noise = new GaussianNoise(GaussianNoise.table());

    @Test
    void synthesize_recordedSpectraWithoutNoise_isTheRecordedSound() throws Exception {
        RecordedFrames recorded = RecordedFrames.read("eye.bin");
        float[] sound = synthesis.synthesize(recorded.without(SpectralFrames.NOISE), noise);
        assertEquals(recorded.sound().length, sound.length);
        double ratio = decibels(recorded.sound(), sound);
        // Both compute in single precision; 60 dB is below what 16-bit samples of this level resolve in fricatives.
        assertTrue(ratio > 60, "signal to difference " + ratio + " dB");
    }

    @Test
    void synthesize_longerThanABlock_joinsBlocksWithoutASeam() throws Exception {
        RecordedFrames recorded = RecordedFrames.read("eye.bin");
        int copies = 2 * SpectralSynthesis.BLOCK / recorded.count() + 1;
        float[] sound =
                synthesis.synthesize(recorded.without(SpectralFrames.NOISE).repeated(copies, false), noise);
        float[] odd =
                synthesis.synthesize(recorded.without(SpectralFrames.NOISE).repeated(copies, true), noise);
        // With one frame more the blocks are cut elsewhere; all but the end must stay.
        int same = sound.length - 5 * SpectralSynthesis.HOP;
        double ratio = decibels(Arrays.copyOf(sound, same), Arrays.copyOf(odd, same));
        assertTrue(ratio > 60, "signal to difference " + ratio + " dB");
    }

    @Test
    void synthesize_noiseAlone_hasTheLevelOfItsMagnitudes() throws Exception {
        // Bins of magnitude 1 and variance 2, but for the two real ones: each sample's variance is, by Parseval,
        // (2 · 599 · 2 + 2) / 1200² in a frame, and overlapping with the window divides it by the window's square, 1.5.
        float[] sound = synthesis.synthesize(new FlatFrames(400), noise);
        double sum = 0;
        for (float v : sound) {
            sum += v * v;
        }
        double expected = Math.sqrt((2.0 * 599 * 2 + 2) / 1200 / 1200 / 1.5);
        assertEquals(1, Math.sqrt(sum / sound.length) / expected, 0.03);
    }

    @Test
    void synthesize_fewFrames_areAsLongAsTheyAre() throws Exception {
        for (int frames = 1; frames <= 9; frames++) {
            float[] sound = synthesis.synthesize(new FlatFrames(frames), noise);
            assertEquals(frames * SpectralSynthesis.HOP, sound.length);
            for (float v : sound) {
                assertTrue(Math.abs(v) < 10, "finite and small: " + v);
            }
        }
    }

    @Test
    void synthesize_again_dependsOnTheSeedAlone() throws Exception {
        RecordedFrames recorded = RecordedFrames.read("eye.bin");
        noise.seed(5);
        float[] once = synthesis.synthesize(recorded, noise);
        synthesis.synthesize(new FlatFrames(77), noise);
        noise.seed(5);
        assertArrayEquals(once, synthesis.synthesize(recorded, noise));
    }

    private static double decibels(float[] expected, float[] actual) {
        double signal = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            signal += expected[i] * (double) expected[i];
            difference += Math.pow(expected[i] - (double) actual[i], 2);
        }
        return 10 * Math.log10(signal / difference);
    }

    /** Noise of magnitude 1 in all bins, nothing else. */
    private record FlatFrames(int count) implements SpectralFrames {
        @Override
        public float[] pitch() {
            return new float[count];
        }

        @Override
        public void load(int from, int length) {
            assertTrue(from >= 0 && from + length <= count);
        }

        @Override
        public void copy(int part, int bin, float[] target, int offset) {
            int length = Math.min(count, target.length - offset);
            Arrays.fill(target, offset, offset + Math.min(length, SpectralSynthesis.BLOCK), part == NOISE ? 0f : -25f);
        }
    }
}
