package io.mynah.speaker;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is heard beside the speech: the noise floor, in two ways.
 *
 * @param signalToNoise level of speech above that of the pauses, in dB; empty if there are too few pauses
 * @param depth modulation depth: level of speech above that of its softest moments, in dB: between sounds there is silence for moments,
 *     unless noise or music fills it; empty without speech
 * @param bandwidth level above 4.6 kHz against that of the telephone band, in dB, while somebody speaks; empty without
 *     speech
 */
record Background(OptionalDouble signalToNoise, OptionalDouble depth, OptionalDouble bandwidth) {
    /** Frames around speech that are neither: the last of a sound and its echo. */
    private static final int MARGIN = 4;

    /** A third of a second. */
    private static final int FEWEST_PAUSES = 10;

    /**
     * The loudest frames of the pauses do not count: coughs, clicks, and words that were not recognised as such. A
     * tenth, or 0.6 s, but not more than half.
     */
    private static final double LOUDEST = 0.1;

    private static final int LOUDEST_FRAMES = 20;

    /** Share of the frames within speech that count as its softest moments. */
    private static final double SOFTEST = 0.1;

    /** What cannot be heard or told from nothing. */
    private static final double HIGHEST = 96;

    static Background of(Measures measures, List<Span> speech) {
        float[] spoken = select(measures.power, speech);
        if (spoken.length == 0) {
            return new Background(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        boolean[] near = new boolean[measures.frames];
        for (Span span : Span.widen(speech, MARGIN, near.length)) {
            Arrays.fill(near, span.from(), span.to(), true);
        }
        FloatRow pauses = new FloatRow();
        for (int frame = 0; frame < near.length; frame++) {
            if (!near[frame]) {
                pauses.add(measures.power[frame]);
            }
        }
        double level = mean(spoken);
        OptionalDouble signalToNoise = OptionalDouble.empty();
        if (pauses.length() >= FEWEST_PAUSES) {
            double share = Math.max(LOUDEST, Math.min(0.5, (double) LOUDEST_FRAMES / pauses.length()));
            double noise = quietest(pauses.toArray(), 1 - share);
            signalToNoise = OptionalDouble.of(decibels(Math.max(level - noise, 0), noise));
        }
        double soft = quietest(spoken, SOFTEST);
        double above = mean(select(measures.above, speech));
        double telephone = mean(select(measures.telephone, speech));
        return new Background(
                signalToNoise, OptionalDouble.of(decibels(level, soft)), OptionalDouble.of(decibels(above, telephone)));
    }

    private static float[] select(float[] values, List<Span> spans) {
        FloatRow row = new FloatRow();
        for (Span span : spans) {
            row.add(values, span.from(), span.length());
        }
        return row.toArray();
    }

    private static double quietest(float[] powers, double share) {
        float[] sorted = powers.clone();
        Arrays.sort(sorted);
        return mean(Arrays.copyOf(sorted, Math.max(1, (int) (share * sorted.length))));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double decibels(double power, double reference) {
        double decibels = 10 * Math.log10(power / reference);
        return Double.isNaN(decibels) ? HIGHEST : Math.max(-HIGHEST, Math.min(HIGHEST, decibels));
    }
}
