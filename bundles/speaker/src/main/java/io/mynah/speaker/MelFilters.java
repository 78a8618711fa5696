package io.mynah.speaker;

import java.util.Arrays;

/**
 * Triangular filters, evenly spaced on Slaney's mel scale (linear below 1 kHz, logarithmic above), each of unit area:
 * what {@code librosa.filters.mel} makes by default (M. Slaney, Auditory Toolbox, 1998). Immutable.
 */
final class MelFilters {
    private static final double HZ_PER_MEL = 200.0 / 3;
    private static final double KNEE_HZ = 1000;
    private static final double KNEE_MEL = KNEE_HZ / HZ_PER_MEL;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private final int[] first;
    private final float[][] weights;

    /**
     * @param bands number of filters between 0 Hz and half the sample rate
     * @param length of the transform whose bins are weighted
     */
    MelFilters(int bands, int sampleRate, int length) {
        first = new int[bands];
        weights = new float[bands][];
        double top = mel(sampleRate / 2.0);
        for (int band = 0; band < bands; band++) {
            double low = hz(top * band / (bands + 1));
            double peak = hz(top * (band + 1) / (bands + 1));
            double high = hz(top * (band + 2) / (bands + 1));
            int from = (int) Math.ceil(low * length / sampleRate);
            int to = Math.min((int) Math.floor(high * length / sampleRate), length / 2);
            first[band] = from;
            weights[band] = new float[to - from + 1];
            for (int bin = from; bin <= to; bin++) {
                double hz = (double) bin * sampleRate / length;
                double height = Math.min((hz - low) / (peak - low), (high - hz) / (high - peak));
                weights[band][bin - from] = (float) (Math.max(0, height) * 2 / (high - low));
            }
        }
    }

    int bands() {
        return first.length;
    }

    /**
     * Adds up what a band hears.
     *
     * @param power one row a bin, one column a frame
     * @param out sum for each of the first {@code count} columns
     */
    void apply(int band, float[][] power, float[] out, int count) {
        Arrays.fill(out, 0, count, 0f);
        for (int i = 0; i < weights[band].length; i++) {
            addScaled(out, power[first[band] + i], weights[band][i], count);
        }
    }

    private static void addScaled(float[] out, float[] row, float weight, int count) {
        for (int i = 0; i < count; i++) {
            out[i] += row[i] * weight;
        }
    }

    private static double mel(double hz) {
        return hz < KNEE_HZ ? hz / HZ_PER_MEL : KNEE_MEL + Math.log(hz / KNEE_HZ) / LOG_STEP;
    }

    private static double hz(double mel) {
        return mel < KNEE_MEL ? mel * HZ_PER_MEL : KNEE_HZ * Math.exp(LOG_STEP * (mel - KNEE_MEL));
    }
}
