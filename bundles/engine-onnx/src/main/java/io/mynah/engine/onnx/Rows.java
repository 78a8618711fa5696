package io.mynah.engine.onnx;

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
    private static final float HALF_SQRT_3 = (float) (Math.sqrt(3) / 2);
    private static final float COS_72 = (float) Math.cos(2 * Math.PI / 5);
    private static final float COS_144 = (float) Math.cos(4 * Math.PI / 5);
    private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);

    private Rows() {}

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

    /** Transform of length 3 after {@link #sumDifference(float[], float[], int)} of inputs 1 and 2. */
    static void three(float[] zero, float[] sum, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            float z = zero[i];
            float s = sum[i];
            zero[i] = z + s;
            sum[i] = z - 0.5f * s;
            difference[i] *= HALF_SQRT_3;
        }
    }

    /** Even part of a transform of length 5; the sums are those of inputs 1 and 4, and 2 and 3. */
    static void fiveEven(float[] zero, float[] sum14, float[] sum23, int n) {
        for (int i = 0; i < n; i++) {
            float z = zero[i];
            float s = sum14[i];
            float t = sum23[i];
            zero[i] = z + s + t;
            sum14[i] = z + COS_72 * s + COS_144 * t;
            sum23[i] = z + COS_144 * s + COS_72 * t;
        }
    }

    /** Odd part of a transform of length 5. */
    static void fiveOdd(float[] difference14, float[] difference23, int n) {
        for (int i = 0; i < n; i++) {
            float s = difference14[i];
            float t = difference23[i];
            difference14[i] = SIN_72 * s + SIN_144 * t;
            difference23[i] = SIN_144 * s - SIN_72 * t;
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
