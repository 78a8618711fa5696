package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Quality of the noise over a million values in runs as the synthesis draws them. */
class GaussianNoiseTest {
    private static final int RUN = 1488;
    private static final int RUNS = 700;

    private final GaussianNoise noise = new GaussianNoise(GaussianNoise.table());

    @Test
    void fill_manyRuns_hasTheMomentsOfANormalDistribution() {
        float[] values = values(1);
        double mean = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (float v : values) {
            mean += v;
            second += v * v;
            third += v * v * v;
            fourth += (double) v * v * v * v;
        }
        int n = values.length;
        assertEquals(0, mean / n, 0.01);
        assertEquals(1, second / n, 0.01);
        assertEquals(0, third / n, 0.03);
        assertEquals(3, fourth / n, 0.06);
    }

    @Test
    void fill_manyRuns_isDistributedNormally() {
        float[] values = values(2);
        Arrays.sort(values);
        double worst = 0; // Kolmogorov's distance
        for (int i = 0; i < values.length; i += 97) {
            worst = Math.max(worst, Math.abs((i + 0.5) / values.length - normal(values[i])));
        }
        assertTrue(worst < 0.005, "distance " + worst);
    }

    @Test
    void fill_manyRuns_isUncorrelatedFromValueToValueAndRunToRun() {
        float[] values = values(3);
        for (int lag : new int[] {1, 2, 3, 62, 124, 248, RUN - 1, RUN, RUN + 1, 2 * RUN}) {
            double correlation = 0;
            for (int i = lag; i < values.length; i++) {
                correlation += values[i] * values[i - lag];
            }
            assertEquals(0, correlation / values.length, 0.01, "lag " + lag);
        }
    }

    @Test
    void seed_sameTwice_repeats() {
        assertArrayEquals(values(4), values(4));
        assertFalse(Arrays.equals(values(4), values(5)));
    }

    private float[] values(long seed) {
        noise.seed(seed);
        float[] values = new float[RUN * RUNS];
        float[] run = new float[RUN];
        for (int i = 0; i < RUNS; i++) {
            noise.fill(run, RUN);
            System.arraycopy(run, 0, values, i * RUN, RUN);
        }
        return values;
    }

    /** The normal distribution function, by Simpson's rule from 0. */
    private static double normal(double x) {
        int steps = 200;
        double h = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            double t = i * h;
            sum += weight * Math.exp(-t * t / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}
