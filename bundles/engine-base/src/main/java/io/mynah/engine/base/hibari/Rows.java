package io.mynah.engine.base.hibari;

/**
 * Loops over rows of floats, the inner loops of all signal processing here.
 *
 * <p>Each is written so that the JIT compiler of Java 17 turns it into vector instructions, which is worth a factor of
 * five to ten: one index for all arrays (an offset that differs from array to array defeats it), no conversion between
 * integer and float, no branch, no {@code Math.fma} (slow beyond measure where the processor lacks it), and a small body:
 * above some 15 operations on 5 arrays the compiler gives up, so longer formulas are cut into several loops.
 *
 * <p>Rows may be the same array only where a parameter is both read and written. All methods touch elements
 * {@code [0, n)}.
 */
final class Rows {
    private static final int FLOATS_IN_CACHE_LINE = 16;
    private static final int FLOATS_IN_HEADER = 4;

    private Rows() {}

    /**
     * A row of at least {@code n} floats whose size in memory is a whole number of cache lines. Rows that are allocated
     * one after the other then lie alike, and a loop that starts at a line's beginning in one does so in all: with
     * 64-byte vectors that makes a factor of three.
     */
    static float[] allocate(int n) {
        int lines = (n + FLOATS_IN_HEADER + FLOATS_IN_CACHE_LINE - 1) / FLOATS_IN_CACHE_LINE;
        return new float[lines * FLOATS_IN_CACHE_LINE - FLOATS_IN_HEADER];
    }

    /** {@code a, b = a + b, a - b}. */
    static void sumDifference(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x + y;
            b[i] = x - y;
        }
    }

    /** {@code sum, difference = a + b, a - b}. */
    static void sumDifference(float[] a, float[] b, float[] sum, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            float x = a[i];
            float y = b[i];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    /** The half of a transform of length 4 without rotation: {@code a, c = a+c ± (b+d); b, d = a-c, b-d}. */
    static void four(float[] a, float[] b, float[] c, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            float s = a[i] + c[i];
            float t = a[i] - c[i];
            float u = b[i] + d[i];
            float v = b[i] - d[i];
            a[i] = s + u;
            c[i] = s - u;
            b[i] = t;
            d[i] = v;
        }
    }

    /** {@code zero, sum, difference = zero + sum, zero - p * sum, q * difference}. */
    static void blend(float[] zero, float[] sum, float[] difference, float p, float q, int n) {
        for (int i = 0; i < n; i++) {
            float z = zero[i];
            float s = sum[i];
            zero[i] = z + s;
            sum[i] = z - p * s;
            difference[i] *= q;
        }
    }

    /** Multiplies the complex row by {@code cos + i sin}. */
    static void rotate(float[] re, float[] im, float cos, float sin, int n) {
        for (int i = 0; i < n; i++) {
            float x = re[i];
            float y = im[i];
            re[i] = x * cos - y * sin;
            im[i] = x * sin + y * cos;
        }
    }

    /** Multiplies two complex rows: {@code re + i im} by {@code cos + i sin}. */
    static void multiply(float[] re, float[] im, float[] cos, float[] sin, int n) {
        for (int i = 0; i < n; i++) {
            float x = re[i];
            float y = im[i];
            re[i] = x * cos[i] - y * sin[i];
            im[i] = x * sin[i] + y * cos[i];
        }
    }

    /** {@code a *= factor}. */
    static void scale(float[] a, float factor, int n) {
        for (int i = 0; i < n; i++) {
            a[i] *= factor;
        }
    }

    /** {@code a, b *= factor}. */
    static void scale(float[] a, float[] b, float[] factor, int n) {
        for (int i = 0; i < n; i++) {
            float f = factor[i];
            a[i] *= f;
            b[i] *= f;
        }
    }

    /** {@code a += b * factor}. */
    static void addScaled(float[] a, float[] b, float factor, int n) {
        for (int i = 0; i < n; i++) {
            a[i] += b[i] * factor;
        }
    }

    /** {@code a += b * c}. */
    static void addProduct(float[] a, float[] b, float[] c, int n) {
        for (int i = 0; i < n; i++) {
            a[i] += b[i] * c[i];
        }
    }

    /** {@code a = a * p + b * q}. */
    static void mix(float[] a, float p, float[] b, float q, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = a[i] * p + b[i] * q;
        }
    }
}
