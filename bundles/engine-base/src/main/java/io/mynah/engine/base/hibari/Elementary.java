package io.mynah.engine.base.hibari;

/**
 * Exponential, hyperbolic tangent, sine and cosine of rows of floats, as polynomials that the JIT compiler vectorises
 * (see {@link Rows} for what that asks for). The coefficients are minimax fits of our own (Lawson's iteration, see
 * {@code src/test/scripts/minimax.py}); {@code ElementaryTest} checks the bounds that stand here.
 */
final class Elementary {
    /** Adding and subtracting 1.5 * 2^23 rounds a float of magnitude below 2^22 to the nearest integer. */
    private static final float ROUND = 12_582_912f;

    private static final float HALF_TURNS_PER_RADIAN = (float) (1 / Math.PI);

    /** What {@link #exp} takes as it is; below, the result is that of the lower end. */
    static final float EXP_LOW = -25f;

    /** The network's logarithmic magnitudes are capped here, as its training did. */
    static final float EXP_HIGH = 7f;

    // e^y on [-0.4, 0.29]: 1 + E1 y + E2 y² + …, relative error 7e-8.
    private static final float E1 = 0.9999988f;
    private static final float E2 = 0.4999951f;
    private static final float E3 = 0.16672099f;
    private static final float E4 = 0.041829992f;
    private static final float E5 = 0.007853909f;

    // sin(π/2 · a) = a (S0 + S1 a² + …) on [-1, 1], error 7e-9.
    private static final float S0 = 1.5707964f;
    private static final float S1 = -0.6459638f;
    private static final float S2 = 0.07968993f;
    private static final float S3 = -0.0046741576f;
    private static final float S4 = 0.00015167853f;

    // cos(π/2 · a) = 1 + C1 a² + C2 a⁴ + … on [-1, 1], error 2e-10.
    private static final float C1 = -1.2337005f;
    private static final float C2 = 0.25366932f;
    private static final float C3 = -0.02086269f;
    private static final float C4 = 0.00091772486f;
    private static final float C5 = -2.3824918e-05f;

    private Elementary() {}

    /**
     * {@code out = e^min(max(in, -25), 7)}, relative error below 1.5e-5 (the squarings double it six times).
     *
     * <p>e^x = (e^(x/64))^64: a polynomial of degree 5 on [-0.4, 0.29], then six squarings. Splitting off a power of two
     * by its bits would be shorter, but the conversion keeps Java 17's compiler from vectorising.
     */
    static void exp(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float y = Math.min(Math.max(in[i], EXP_LOW), EXP_HIGH) * (1f / 64);
            float p = ((((E5 * y + E4) * y + E3) * y + E2) * y + E1) * y + 1f;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            out[i] = p * p;
        }
    }

    /**
     * {@code out = tanh(in)}, absolute error below 4e-6: 1 - 2 / (e^2x + 1) with the exponential as in {@link #exp}.
     */
    static void tanh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float y = Math.min(Math.max(in[i], -9f), 9f) * (1f / 32);
            float p = ((((E5 * y + E4) * y + E3) * y + E2) * y + E1) * y + 1f;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            out[i] = 1f - 2f / (p + 1f);
        }
    }

    /** {@code out} = the angle {@code in} (radians, magnitude below 1000) in half turns, reduced to [-1, 1]. */
    static void halfTurns(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float turns = in[i] * (HALF_TURNS_PER_RADIAN * 0.5f);
            float whole = (turns + ROUND) - ROUND;
            out[i] = 2f * (turns - whole);
        }
    }

    /** {@code product} = a * b turns, in half turns reduced to [-1, 1]; the product's magnitude is below 2^22. */
    static void halfTurnsOfProduct(float[] a, float[] b, float[] product, int n) {
        for (int i = 0; i < n; i++) {
            float turns = a[i] * b[i];
            float whole = (turns + ROUND) - ROUND;
            product[i] = 2f * (turns - whole);
        }
    }

    /**
     * Cosine and sine of angles in half turns within [-1, 1], absolute error below 8e-7: polynomials for the half angle,
     * which stays within a quarter turn, then the formulas of the double angle.
     */
    static void cosSin(float[] halfTurns, float[] cos, float[] sin, int n) {
        for (int i = 0; i < n; i++) {
            float a = halfTurns[i];
            float y = a * a;
            float s = ((((S4 * y + S3) * y + S2) * y + S1) * y + S0) * a;
            float c = ((((C5 * y + C4) * y + C3) * y + C2) * y + C1) * y + 1f;
            cos[i] = 1f - 2f * s * s;
            sin[i] = 2f * s * c;
        }
    }

    /** {@code sin}, as in {@link #cosSin}. */
    static void sin(float[] halfTurns, float[] sin, int n) {
        for (int i = 0; i < n; i++) {
            float a = halfTurns[i];
            float y = a * a;
            float s = ((((S4 * y + S3) * y + S2) * y + S1) * y + S0) * a;
            float c = ((((C5 * y + C4) * y + C3) * y + C2) * y + C1) * y + 1f;
            sin[i] = 2f * s * c;
        }
    }

    /** {@code out = round(in)}, halves to even; magnitude below 2^22. */
    static void round(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (in[i] + ROUND) - ROUND;
        }
    }
}
