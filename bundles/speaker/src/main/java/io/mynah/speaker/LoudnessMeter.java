package io.mynah.speaker;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Integrated loudness by ITU-R BS.1770-4: K-weighted, in blocks of 400 ms that overlap by 75 %, gated at -70 LUFS and
 * at 10 LU below the level of what is left. What is shorter than a block counts as one. Needs 8 bytes for each 100 ms.
 *
 * <p>Not safe for use by several threads.
 */
final class LoudnessMeter {
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;

    /** Quarters of a block, 100 ms each. */
    private static final int OVERLAP = 4;

    private static final int QUARTERS_PER_SECOND = 10;

    private final int sampleRate;
    private final int channels;
    private final KWeighting[] filters;

    /** Sum over the channels of the mean square in each quarter. */
    private double[] quarters = new double[256];

    private int count;
    private double sum;
    private long samples;
    private long quarterStart;

    /** @param channels 1 or 2: the front channels, each with the weight 1 */
    LoudnessMeter(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        filters = new KWeighting[channels];
        Arrays.setAll(filters, i -> KWeighting.standard(sampleRate));
    }

    /** The loudness of a whole mono signal. */
    static OptionalDouble of(float[] samples, int sampleRate) {
        LoudnessMeter meter = new LoudnessMeter(sampleRate, 1);
        meter.add(samples, samples.length);
        return meter.integrated();
    }

    /** @param interleaved {@code frames} samples of each channel */
    void add(float[] interleaved, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                double weighted = filters[channel].next(interleaved[frame * channels + channel]);
                sum += weighted * weighted;
            }
            samples++;
            // Where a tenth of a second is no whole number of samples, quarters differ by one.
            if (samples * QUARTERS_PER_SECOND >= (count + 1L) * sampleRate) {
                endQuarter();
            }
        }
    }

    private void endQuarter() {
        if (count == quarters.length) {
            quarters = Arrays.copyOf(quarters, 2 * count);
        }
        quarters[count++] = sum / (samples - quarterStart);
        quarterStart = samples;
        sum = 0;
    }

    /** In LUFS; empty if everything is below the absolute gate. */
    OptionalDouble integrated() {
        double[] blocks = blocks();
        double gated = mean(blocks, power(ABSOLUTE_GATE));
        double mean = mean(blocks, Math.max(power(ABSOLUTE_GATE), gated * Math.pow(10, RELATIVE_GATE / 10)));
        return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(OFFSET + 10 * Math.log10(mean));
    }

    private double[] blocks() {
        if (count < OVERLAP) {
            double whole = Arrays.stream(quarters, 0, count).sum() * sampleRate / QUARTERS_PER_SECOND + sum;
            return samples == 0 ? new double[0] : new double[] {whole / samples};
        }
        double[] blocks = new double[count - OVERLAP + 1];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.stream(quarters, i, i + OVERLAP).sum() / OVERLAP;
        }
        return blocks;
    }

    /** NaN if nothing is above the gate. */
    private static double mean(double[] blocks, double gate) {
        return Arrays.stream(blocks).filter(block -> block > gate).average().orElse(Double.NaN);
    }

    private static double power(double loudness) {
        return Math.pow(10, (loudness - OFFSET) / 10);
    }
}
