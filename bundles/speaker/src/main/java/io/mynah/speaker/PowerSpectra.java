package io.mynah.speaker;

/**
 * Short-time power spectra: Hann window (periodic), frames centred on multiples of the hop, zeros where there are no
 * samples, as {@code librosa.stft} has it. Two frames make the real and the imaginary part of one transform, and up to
 * {@value #BLOCK} frames are worked on together.
 *
 * <p>Holds scratch memory; not safe for use by several threads.
 */
final class PowerSpectra {
    /** Frames that are worked on together. */
    static final int BLOCK = 128;

    private static final int LANES = BLOCK / 2;

    private final int length;
    private final int hop;
    private final FourierTransform fourier;
    private final float[] window;
    private final float[][] re;
    private final float[][] im;
    private final float[][] scratchRe;
    private final float[][] scratchIm;
    private final float[][] power;

    /** @param length of a frame and of its transform, even, a product of 2, 3 and 5 */
    PowerSpectra(int length, int hop) {
        this.length = length;
        this.hop = hop;
        fourier = new FourierTransform(length);
        window = new float[length];
        for (int n = 0; n < length; n++) {
            window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));
        }
        re = new float[length][LANES];
        im = new float[length][LANES];
        scratchRe = new float[length][LANES];
        scratchIm = new float[length][LANES];
        power = new float[length / 2 + 1][BLOCK];
    }

    /**
     * The spectra of frames {@code from} to {@code from + count}.
     *
     * @param count at most {@value #BLOCK}
     * @return |X[k]|² in row k, length / 2 + 1 rows, one column a frame; valid until the next call
     */
    float[][] of(float[] samples, int from, int count) {
        int lanes = (count + 1) / 2;
        for (int lane = 0; lane < lanes; lane++) {
            frame(samples, from + lane, re, lane);
            // An odd block's last lane carries a frame that nobody reads.
            frame(samples, from + lane + lanes, im, lane);
        }
        fourier.transform(re, im, scratchRe, scratchIm, lanes);
        for (int k = 0; k < power.length; k++) {
            int mirror = (length - k) % length;
            separate(re[k], im[k], re[mirror], im[mirror], scratchRe[0], scratchIm[0], lanes);
            System.arraycopy(scratchRe[0], 0, power[k], 0, lanes);
            System.arraycopy(scratchIm[0], 0, power[k], lanes, lanes);
        }
        return power;
    }

    private void frame(float[] samples, int frame, float[][] rows, int lane) {
        long start = (long) frame * hop - length / 2;
        for (int n = 0; n < length; n++) {
            long at = start + n;
            rows[n][lane] = at < 0 || at >= samples.length ? 0f : samples[(int) at] * window[n];
        }
    }

    /**
     * The powers of two real frames out of their common transform: X = (Z[k] + Z*[-k]) / 2, Y = (Z[k] - Z*[-k]) / 2i.
     */
    private static void separate(
            float[] re, float[] im, float[] mirrorRe, float[] mirrorIm, float[] first, float[] second, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float a = re[i] + mirrorRe[i];
            float b = im[i] - mirrorIm[i];
            first[i] = 0.25f * (a * a + b * b);
        }
        for (int i = 0; i < lanes; i++) {
            float c = re[i] - mirrorRe[i];
            float d = im[i] + mirrorIm[i];
            second[i] = 0.25f * (c * c + d * d);
        }
    }
}
