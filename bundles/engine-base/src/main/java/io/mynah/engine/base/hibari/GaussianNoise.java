package io.mynah.engine.base.hibari;

import java.util.SplittableRandom;

/**
 * Standard normal noise in bulk, repeatable by seed.
 *
 * <p>A table of 65,536 normal values is drawn once by the polar method and brought to mean 0 and variance 1. A run of
 * noise is 0.6 times one stretch of the table plus 0.8 times another, each from a place drawn anew, which is normal again
 * (0.36 + 0.64 = 1) and repeats only after 2^32 pairs of places: two copies and one multiplication where a generator
 * would cost ten times as much. Neighbouring runs are independent for the ear and for the tests in
 * {@code GaussianNoiseTest} (moments, distribution, correlation); for cryptography or statistics it is of no use.
 *
 * <p>Not safe for use by several threads; the table is shared.
 */
final class GaussianNoise {
    private static final int SIZE = 1 << 16;
    private static final float FIRST = 0.6f;
    private static final float SECOND = 0.8f;

    /** The longest run. */
    static final int LONGEST = 4096;

    private final float[] table;
    private final float[] other = Rows.allocate(LONGEST);
    private SplittableRandom random = new SplittableRandom();

    /** @param table from {@link #table()} */
    GaussianNoise(float[] table) {
        this.table = table;
    }

    /** The table that generators share; always the same. */
    static float[] table() {
        var source = new java.util.Random(20_261_122);
        double[] values = new double[SIZE];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SIZE; i++) {
            values[i] = source.nextGaussian();
            sum += values[i];
            squares += values[i] * values[i];
        }
        double mean = sum / SIZE;
        double deviation = Math.sqrt(squares / SIZE - mean * mean);
        float[] table = new float[SIZE + LONGEST];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) ((values[i % SIZE] - mean) / deviation);
        }
        return table;
    }

    /** Begins the sequence of a seed. */
    void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Fills {@code [0, n)}, n at most {@link #LONGEST}. */
    void fill(float[] run, int n) {
        int places = random.nextInt();
        System.arraycopy(table, places & (SIZE - 1), run, 0, n);
        System.arraycopy(table, places >>> 16, other, 0, n);
        Rows.mix(run, FIRST, other, SECOND, n);
    }
}
