package io.mynah.engine.base.hibari;

import io.mynah.api.engine.EngineException;
import java.util.Arrays;

/**
 * From predicted spectra to a waveform. With the pulse train p, its short-time transform P, complex normal noise Z and
 * the network's five rows,
 *
 * <pre>S = e^min(lh, 7) · e^(iπ tanh θ) · P / 300 + e^min(ln, 7) · Z + e^min(lr, 7) · e^(iφ)</pre>
 *
 * <p>is transformed back frame by frame (1200 samples, Hann window, hop 300, as {@code torch.stft(center=True)} has it)
 * and overlapped with the square of the window as weight.
 *
 * <p>Frames are worked on in blocks of up to 248, small enough for the processor's second-level cache: two frames make
 * the real and imaginary part of one complex transform, and {@link FourierTransform} takes up to 124 such pairs at once.
 *
 * <p>Holds scratch memory of 1.5 MB and what the longest utterance took, up to 12 MB; not safe for use by several threads.
 */
final class SpectralSynthesis {
    static final int SAMPLE_RATE = 24_000;
    static final int HOP = 300;
    static final int BINS = FourierTransform.LENGTH / 2 + 1;

    private static final int LENGTH = FourierTransform.LENGTH;
    private static final int OVERLAP = LENGTH / HOP;

    /** Pairs of frames in a block. */
    private static final int PAIRS = 124;

    /** Frames in a block, at most. */
    static final int BLOCK = 2 * PAIRS;

    /** Bins whose spectra are worked on together. */
    private static final int GROUP = 12;

    private static final float[] WINDOW = hann();

    /** Sum of the squared windows over any sample that four frames cover. */
    private static final float INNER_WEIGHT = 1.5f;

    private final FourierTransform fourier = new FourierTransform();
    private final PulseSource source = new PulseSource();

    private final float[][] re = rows();
    private final float[][] im = rows();
    private final float[][] ordered = new float[LENGTH][];
    private final float[][] orderedIm = new float[LENGTH][];
    private final GrowingRow lineRow = new GrowingRow();
    private final GrowingRow pulsesRow = new GrowingRow();
    private final GrowingRow sumsRow = new GrowingRow();
    private final float[] sum = Rows.allocate(PAIRS);
    private final float[] difference = Rows.allocate(PAIRS);

    private final float[] spectrumRe = Rows.allocate(GROUP * BLOCK);
    private final float[] spectrumIm = Rows.allocate(GROUP * BLOCK);
    private final float[] magnitude = Rows.allocate(GROUP * BLOCK);
    private final float[] angle = Rows.allocate(GROUP * BLOCK);
    private final float[] cos = Rows.allocate(GROUP * BLOCK);
    private final float[] sin = Rows.allocate(GROUP * BLOCK);

    private static float[][] rows() {
        float[][] rows = new float[LENGTH][];
        Arrays.setAll(rows, n -> Rows.allocate(PAIRS));
        return rows;
    }

    private static float[] hann() {
        float[] window = new float[LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / LENGTH));
        }
        return window;
    }

    /** The waveform, {@code HOP} samples a frame. */
    float[] synthesize(SpectralFrames frames, GaussianNoise noise) throws EngineException {
        int count = frames.count();
        // Sample j of hop h stands at [j * hops + h]: one window position of successive frames is one row.
        int hops = count + OVERLAP;
        float[] pulses = transposedPulses(frames.pitch(), count, hops);
        float[] sums = sumsRow.zeroed(HOP * hops);
        int blocks = (count + BLOCK - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) count * block / blocks);
            int to = (int) ((long) count * (block + 1) / blocks);
            frames.load(from, to - from);
            block(frames, noise, pulses, sums, hops, from, to - from);
        }
        return waveform(sums, hops, count);
    }

    /** The pulse train, mirrored at both ends by half a window and transposed. */
    private float[] transposedPulses(float[] pitch, int count, int hops) {
        int half = LENGTH / 2;
        float[] line = lineRow.zeroed(hops * HOP);
        source.render(pitch, count, line, half);
        int end = half + count * HOP;
        for (int i = 1; i <= half; i++) {
            line[half - i] = line[Math.min(half + i, end - 1)];
            line[end - 1 + i] = line[Math.max(end - 1 - i, half)];
        }
        float[] transposed = pulsesRow.any(hops * HOP);
        transpose(line, hops, HOP, transposed);
        return transposed;
    }

    private void block(
            SpectralFrames frames, GaussianNoise noise, float[] pulses, float[] sums, int hops, int from, int count) {
        int lanes = (count + 1) / 2;
        boolean voiced = frame(pulses, hops, from, lanes, count - lanes);
        if (voiced) {
            fourier.transform(re, im, lanes);
        }
        for (int bin = 0; bin < BINS; bin += GROUP) {
            int bins = Math.min(GROUP, BINS - bin);
            if (voiced) {
                unpack(bin, bins, lanes);
            }
            spectra(frames, noise, bin, bins, count, 2 * lanes, voiced);
            pack(bin, bins, lanes);
        }
        for (int k = 0; k < LENGTH; k++) {
            ordered[k] = re[fourier.row(k)];
            orderedIm[k] = im[fourier.row(k)];
        }
        System.arraycopy(ordered, 0, re, 0, LENGTH);
        System.arraycopy(orderedIm, 0, im, 0, LENGTH);
        fourier.transform(im, re, lanes);
        overlap(sums, hops, from, lanes, count - lanes);
    }

    /** Windows the block's frames, the first half into the real, the second into the imaginary part. */
    private boolean frame(float[] pulses, int hops, int from, int lanes, int rest) {
        boolean voiced = false;
        for (int n = 0; n < LENGTH; n++) {
            int position = n % HOP * hops + n / HOP + from;
            System.arraycopy(pulses, position, re[n], 0, lanes);
            System.arraycopy(pulses, position + lanes, im[n], 0, rest);
            // A unit cosine shall have the magnitude 1; the other half belongs to the split of the pair in unpack().
            float weight = WINDOW[n] / (LENGTH / 4) * 0.5f;
            Rows.scale(re[n], weight, lanes);
            Rows.scale(im[n], weight, lanes);
            voiced = voiced || anyVoice(re[n], im[n], lanes);
        }
        return voiced;
    }

    private static boolean anyVoice(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            if (a[i] != 0 || b[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Splits the transform Z of pairs x + iy: X[k] = Z[k] + Z*[-k], Y[k] = (Z[k] - Z*[-k]) / i. */
    private void unpack(int bin, int bins, int lanes) {
        for (int b = 0; b < bins; b++) {
            int row = fourier.row(bin + b);
            int mirror = fourier.row((LENGTH - bin - b) % LENGTH);
            int at = b * 2 * lanes;
            Rows.sumDifference(re[mirror], re[row], sum, difference, lanes);
            System.arraycopy(sum, 0, spectrumRe, at, lanes);
            System.arraycopy(difference, 0, spectrumIm, at + lanes, lanes);
            Rows.sumDifference(im[row], im[mirror], sum, difference, lanes);
            System.arraycopy(sum, 0, spectrumRe, at + lanes, lanes);
            System.arraycopy(difference, 0, spectrumIm, at, lanes);
        }
    }

    /** Shapes the pulses' spectra and adds the two other parts, for some bins of all frames of a block. */
    private void spectra(
            SpectralFrames frames, GaussianNoise noise, int bin, int bins, int count, int width, boolean voiced) {
        int n = bins * width;
        if (voiced) {
            load(frames, SpectralFrames.HARMONIC_PHASE, bin, bins, count, width, angle);
            load(frames, SpectralFrames.HARMONIC, bin, bins, count, width, magnitude);
            Elementary.tanh(angle, angle, n);
            Elementary.cosSin(angle, cos, sin, n);
            Elementary.exp(magnitude, magnitude, n);
            Rows.multiply(spectrumRe, spectrumIm, cos, sin, n);
            Rows.scale(spectrumRe, spectrumIm, magnitude, n);
        } else {
            Arrays.fill(spectrumRe, 0, n, 0f);
            Arrays.fill(spectrumIm, 0, n, 0f);
        }
        load(frames, SpectralFrames.NOISE, bin, bins, count, width, magnitude);
        Elementary.exp(magnitude, magnitude, n);
        noise.fill(cos, n);
        Rows.addProduct(spectrumRe, cos, magnitude, n);
        noise.fill(sin, n);
        Rows.addProduct(spectrumIm, sin, magnitude, n);

        load(frames, SpectralFrames.FREE_PHASE, bin, bins, count, width, angle);
        load(frames, SpectralFrames.FREE, bin, bins, count, width, magnitude);
        Elementary.halfTurns(angle, angle, n);
        Elementary.cosSin(angle, cos, sin, n);
        Elementary.exp(magnitude, magnitude, n);
        Rows.addProduct(spectrumRe, cos, magnitude, n);
        Rows.addProduct(spectrumIm, sin, magnitude, n);
    }

    private static void load(SpectralFrames frames, int part, int bin, int bins, int count, int width, float[] target) {
        for (int b = 0; b < bins; b++) {
            frames.copy(part, bin + b, target, b * width);
            if (count < width) {
                // The last frame has no partner; what stands there must be small, or its rounding errors are heard.
                target[b * width + count] = Elementary.EXP_LOW;
            }
        }
    }

    /** The reverse of {@link #unpack}: Z[k] = X[k] + iY[k], Z[-k] = X*[k] + iY*[k]. */
    private void pack(int bin, int bins, int lanes) {
        for (int b = 0; b < bins; b++) {
            int k = bin + b;
            int row = fourier.row(k);
            int at = b * 2 * lanes;
            if (k == 0 || k == LENGTH / 2) {
                // A real signal's first and middle bin are real.
                System.arraycopy(spectrumRe, at, re[row], 0, lanes);
                System.arraycopy(spectrumRe, at + lanes, im[row], 0, lanes);
                continue;
            }
            int mirror = fourier.row(LENGTH - k);
            System.arraycopy(spectrumRe, at, sum, 0, lanes);
            System.arraycopy(spectrumIm, at + lanes, difference, 0, lanes);
            Rows.sumDifference(sum, difference, re[mirror], re[row], lanes);
            System.arraycopy(spectrumRe, at + lanes, sum, 0, lanes);
            System.arraycopy(spectrumIm, at, difference, 0, lanes);
            Rows.sumDifference(sum, difference, im[row], im[mirror], lanes);
        }
    }

    /** Windows the block's frames and adds them to the sums. */
    private void overlap(float[] sums, int hops, int from, int lanes, int rest) {
        for (int n = 0; n < LENGTH; n++) {
            int row = fourier.row(n);
            int position = n % HOP * hops + n / HOP + from;
            float weight = WINDOW[n] / LENGTH;
            add(sums, position, re[row], weight, lanes);
            add(sums, position + lanes, im[row], weight, rest);
        }
    }

    private void add(float[] sums, int position, float[] row, float weight, int n) {
        System.arraycopy(sums, position, sum, 0, n);
        Rows.addScaled(sum, row, weight, n);
        System.arraycopy(sum, 0, sums, position, n);
    }

    /** Transposes back, cuts half a window off both ends and divides by the overlapped square of the window. */
    private float[] waveform(float[] sums, int hops, int count) {
        int first = OVERLAP / 2;
        for (int hop = first; hop < first + count; hop++) {
            boolean whole = hop >= OVERLAP - 1 && hop < count;
            for (int j = 0; !whole && j < HOP; j++) {
                sums[j * hops + hop] *= INNER_WEIGHT / weight(j, hop, count);
            }
        }
        float[] wave = new float[count * HOP];
        float[] all = lineRow.any(hops * HOP);
        transpose(sums, HOP, hops, all);
        System.arraycopy(all, first * HOP, wave, 0, wave.length);
        Rows.scale(wave, 1 / INNER_WEIGHT, wave.length);
        return wave;
    }

    /** Sum of the squared windows over a sample near one of the ends. */
    private static float weight(int j, int hop, int count) {
        float weight = 0;
        for (int q = 0; q < OVERLAP; q++) {
            if (hop - q >= 0 && hop - q < count) {
                weight += WINDOW[q * HOP + j] * WINDOW[q * HOP + j];
            }
        }
        return Math.max(weight, 1e-11f);
    }

    /** {@code to[c * rows + r] = from[r * columns + c]}, in tiles that fit the first-level cache. */
    private static void transpose(float[] from, int rows, int columns, float[] to) {
        int tile = 16;
        for (int r0 = 0; r0 < rows; r0 += tile) {
            int r1 = Math.min(r0 + tile, rows);
            for (int c = 0; c < columns; c++) {
                for (int r = r0; r < r1; r++) {
                    to[c * rows + r] = from[r * columns + c];
                }
            }
        }
    }
}
