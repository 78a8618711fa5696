package io.mynah.engine.base.hibari;

import java.util.ArrayList;
import java.util.List;

/**
 * Discrete Fourier transforms of length 1200, many at once: element k of every transform stands in row k, one column
 * ("lane") a transform, so that each step is a loop over neighbouring floats, which vectorises. One transform at a time,
 * as JTransforms does it, leaves the vector unit idle.
 *
 * <p>1200 = 16 · 3 · 25 by the prime factor algorithm of Good and Thomas (no rotations between factors that have no
 * common divisor; its reordering costs nothing, since rows are references), 16 = 4 · 4 and 25 = 5 · 5 by Cooley and
 * Tukey. All in place: X[k] ends up in row {@link #row}{@code (k)}.
 *
 * <p>Immutable; the rows belong to the caller.
 */
final class FourierTransform {
    static final int LENGTH = 1200;

    private static final float SIN_120 = (float) (Math.sqrt(3) / 2);
    private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);
    private static final float SQRT_5_BY_4 = (float) (Math.sqrt(5) / 4);

    private static final int[][] FACTORS = {{4, 4}, {3}, {5, 5}};

    /** Radix, then as many rows, then as many exponents: the input of row j is rotated by e^(-2πi exponent / 1200). */
    private final int[][] steps;

    private final int[] order;
    private final float[] cos = new float[LENGTH];
    private final float[] sin = new float[LENGTH];

    FourierTransform() {
        for (int k = 0; k < LENGTH; k++) {
            cos[k] = (float) Math.cos(2 * Math.PI * k / LENGTH);
            sin[k] = (float) -Math.sin(2 * Math.PI * k / LENGTH);
        }
        List<int[]> plan = new ArrayList<>();
        order = plan(plan);
        steps = plan.toArray(int[][]::new);
    }

    /** The row that holds X[k] after a transform. */
    int row(int k) {
        return order[k];
    }

    /**
     * X[k] = Σ x[n] e^(-2πi nk / 1200) for the first {@code lanes} columns, not scaled. For the inverse, pass {@code im}
     * and {@code re} the other way round. References within {@code re} and {@code im} are exchanged, too.
     */
    void transform(float[][] re, float[][] im, int lanes) {
        for (int[] step : steps) {
            int radix = step[0];
            for (int j = 1; j < radix; j++) {
                int exponent = step[1 + radix + j];
                if (exponent != 0) {
                    int row = step[1 + j];
                    Rows.rotate(re[row], im[row], cos[exponent], sin[exponent], lanes);
                }
            }
            switch (radix) {
                case 3 -> three(re, im, step[1], step[2], step[3], lanes);
                case 4 -> four(re, im, step[1], step[2], step[3], step[4], lanes);
                default -> five(re, im, step, lanes);
            }
        }
    }

    private static void three(float[][] re, float[][] im, int a, int b, int c, int n) {
        Rows.sumDifference(re[b], re[c], n);
        Rows.sumDifference(im[b], im[c], n);
        Rows.blend(re[a], re[b], re[c], 0.5f, SIN_120, n);
        Rows.blend(im[a], im[b], im[c], 0.5f, SIN_120, n);
        combine(re, im, b, c, b, c, n);
    }

    private static void four(float[][] re, float[][] im, int a, int b, int c, int d, int n) {
        Rows.four(re[a], re[b], re[c], re[d], n);
        Rows.four(im[a], im[b], im[c], im[d], n);
        combine(re, im, b, d, b, d, n);
    }

    private static void five(float[][] re, float[][] im, int[] step, int n) {
        int a = step[1];
        int b = step[2];
        int c = step[3];
        int d = step[4];
        int e = step[5];
        fiveReal(re[a], re[b], re[c], re[d], re[e], n);
        fiveReal(im[a], im[b], im[c], im[d], im[e], n);
        combine(re, im, b, e, b, e, n);
        combine(re, im, d, c, c, d, n);
    }

    /**
     * The real part of a transform of length 5 of rows x0 to x4: with s = x1 + x4 and t = x2 + x3 the even part
     * (m = z - (s + t) / 4 ± √5 (s - t) / 4) of outputs 1 and 2 in b and d, the odd part of them in e and c.
     */
    private static void fiveReal(float[] a, float[] b, float[] c, float[] d, float[] e, int n) {
        Rows.sumDifference(b, e, n);
        Rows.sumDifference(d, c, n);
        Rows.sumDifference(b, d, n);
        Rows.blend(a, b, d, 0.25f, SQRT_5_BY_4, n);
        Rows.sumDifference(b, d, n);
        Rows.rotate(e, c, SIN_72, SIN_144, n);
    }

    /** From the complex rows p and q: p - iq in row {@code low}, p + iq in row {@code high}, the same two rows. */
    private static void combine(float[][] re, float[][] im, int p, int q, int low, int high, int n) {
        float[] pRe = re[p];
        float[] pIm = im[p];
        float[] qRe = re[q];
        float[] qIm = im[q];
        Rows.sumDifference(pRe, qIm, n);
        Rows.sumDifference(pIm, qRe, n);
        // Now pRe = re(p - iq), qIm = re(p + iq), pIm = im(p + iq), qRe = im(p - iq).
        re[low] = pRe;
        im[low] = qRe;
        re[high] = qIm;
        im[high] = pIm;
    }

    private static int[] plan(List<int[]> plan) {
        int factors = FACTORS.length;
        int[] lengths = new int[factors];
        for (int f = 0; f < factors; f++) {
            lengths[f] = FACTORS[f].length == 1 ? FACTORS[f][0] : FACTORS[f][0] * FACTORS[f][1];
        }
        // rowOf[(i·3 + j)·25 + l]: at first the row of input n = 75 i + 400 j + 48 l (mod 1200).
        int[] rowOf = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int rest = i;
            int n = 0;
            for (int f = factors - 1; f >= 0; f--) {
                n += rest % lengths[f] * (LENGTH / lengths[f]);
                rest /= lengths[f];
            }
            rowOf[i] = n % LENGTH;
        }
        int stride = LENGTH;
        for (int f = 0; f < factors; f++) {
            stride /= lengths[f];
            for (int start = 0; start < LENGTH; start++) {
                if (start / stride % lengths[f] == 0) {
                    int[] rows = new int[lengths[f]];
                    for (int j = 0; j < rows.length; j++) {
                        rows[j] = rowOf[start + j * stride];
                    }
                    int[] after = compose(FACTORS[f], rows, plan);
                    for (int j = 0; j < rows.length; j++) {
                        rowOf[start + j * stride] = after[j];
                    }
                }
            }
        }
        // Output k is the one whose index along each factor is k modulo that factor.
        int[] order = new int[LENGTH];
        for (int k = 0; k < LENGTH; k++) {
            int i = 0;
            for (int length : lengths) {
                i = i * length + k % length;
            }
            order[k] = rowOf[i];
        }
        return order;
    }

    /** Adds the steps of one short transform over {@code rows}; returns the row of each output. */
    private static int[] compose(int[] factors, int[] rows, List<int[]> plan) {
        if (factors.length == 1) {
            plan.add(step(rows, new int[rows.length]));
            return rows;
        }
        int first = factors[0];
        int second = factors[1];
        int unit = LENGTH / (first * second);
        int[] after = new int[rows.length];
        for (int b = 0; b < second; b++) {
            int[] part = new int[first];
            for (int a = 0; a < first; a++) {
                part[a] = rows[second * a + b];
            }
            plan.add(step(part, new int[first]));
        }
        for (int a = 0; a < first; a++) {
            int[] part = new int[second];
            int[] exponents = new int[second];
            for (int b = 0; b < second; b++) {
                part[b] = rows[second * a + b];
                exponents[b] = unit * a * b;
                after[a + first * b] = part[b];
            }
            plan.add(step(part, exponents));
        }
        return after;
    }

    private static int[] step(int[] rows, int[] exponents) {
        int[] step = new int[1 + 2 * rows.length];
        step[0] = rows.length;
        System.arraycopy(rows, 0, step, 1, rows.length);
        System.arraycopy(exponents, 0, step, 1 + rows.length, rows.length);
        return step;
    }
}
