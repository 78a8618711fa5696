package io.mynah.speaker;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Integrated loudness as Python's pyloudnorm measures it (C. J. Steinmetz and J. D. Reiss, pyloudnorm: A simple yet flexible
 * loudness meter in Python, 2021): ITU-R BS.1770-4 with filters of its own ({@link KWeighting#cookbook}), and with a last
 * block that may reach beyond the end. Models that were trained on clips at a level want them at that one.
 */
final class ClipLoudness {
    private static final double BLOCK = 0.4;
    private static final double STEP = 0.25;
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;

    private ClipLoudness() {}

    /** In LUFS; empty if everything is below the absolute gate, or shorter than a block. */
    static OptionalDouble of(float[] samples, int sampleRate) {
        double seconds = (double) samples.length / sampleRate;
        if (seconds < BLOCK) {
            return OptionalDouble.empty();
        }
        double[] energy = energy(samples, sampleRate);
        int blocks = (int) Math.rint((seconds - BLOCK) / (BLOCK * STEP)) + 1;
        double[] power = IntStream.range(0, blocks)
                .mapToDouble(block -> {
                    int from = (int) (BLOCK * (block * STEP) * sampleRate);
                    int to = Math.min(samples.length, (int) (BLOCK * (block * STEP + 1) * sampleRate));
                    return (energy[to] - energy[from]) / (BLOCK * sampleRate);
                })
                .toArray();
        double gate = loudness(DoubleStream.of(power)
                        .filter(each -> loudness(each) >= ABSOLUTE_GATE)
                        .average()
                        .orElse(0))
                + RELATIVE_GATE;
        OptionalDouble mean = DoubleStream.of(power)
                .filter(each -> loudness(each) > gate && loudness(each) > ABSOLUTE_GATE)
                .average();
        return mean.isPresent() ? OptionalDouble.of(loudness(mean.getAsDouble())) : OptionalDouble.empty();
    }

    /** Of all weighted samples before one, by its index. */
    private static double[] energy(float[] samples, int sampleRate) {
        KWeighting filter = KWeighting.cookbook(sampleRate);
        double[] energy = new double[samples.length + 1];
        for (int i = 0; i < samples.length; i++) {
            double weighted = filter.next(samples[i]);
            energy[i + 1] = energy[i] + weighted * weighted;
        }
        return energy;
    }

    private static double loudness(double power) {
        return OFFSET + 10 * Math.log10(power);
    }
}
