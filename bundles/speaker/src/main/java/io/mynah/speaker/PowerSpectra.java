package io.mynah.speaker;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * Short-time power spectra: Hann window (periodic), frames centred on multiples of the hop, zeros where there are no
 * samples, as {@code librosa.stft} has it.
 *
 * <p>Holds scratch memory; not safe for use by several threads.
 */
final class PowerSpectra {
    /** Frames that are asked for together. */
    static final int BLOCK = 128;

    private final int length;
    private final int hop;
    private final FloatFFT_1D fourier;
    private final float[] window;
    private final float[] frame;
    private final float[][] power;

    /** @param length of a frame and of its transform, even */
    PowerSpectra(int length, int hop) {
        this.length = length;
        this.hop = hop;
        fourier = new FloatFFT_1D(length);
        window = new float[length];
        for (int n = 0; n < length; n++) {
            window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));
        }
        frame = new float[length];
        power = new float[length / 2 + 1][BLOCK];
    }

    /**
     * The spectra of frames {@code from} to {@code from + count}.
     *
     * @param count at most {@value #BLOCK}
     * @return |X[k]|² in row k, length / 2 + 1 rows, one column a frame; valid until the next call
     */
    float[][] of(float[] samples, int from, int count) {
        for (int column = 0; column < count; column++) {
            cut(samples, from + column);
            // X[0], X[length / 2], which are real, then real and imaginary parts of the others by turns.
            fourier.realForward(frame);
            power[0][column] = frame[0] * frame[0];
            power[length / 2][column] = frame[1] * frame[1];
            for (int k = 1; k < length / 2; k++) {
                float re = frame[2 * k];
                float im = frame[2 * k + 1];
                power[k][column] = re * re + im * im;
            }
        }
        return power;
    }

    private void cut(float[] samples, int index) {
        long start = (long) index * hop - length / 2;
        for (int n = 0; n < length; n++) {
            long at = start + n;
            frame[n] = at < 0 || at >= samples.length ? 0f : samples[(int) at] * window[n];
        }
    }
}
