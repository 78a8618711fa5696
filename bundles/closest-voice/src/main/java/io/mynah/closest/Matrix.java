package io.mynah.closest;

/** Arithmetic on rows of numbers, written so that the compiler turns the loops into vector instructions. */
final class Matrix {

    private Matrix() {}

    /** {@code row += factor * other}, over the length of {@code other}. */
    static void add(double[] row, double factor, double[] other) {
        for (int i = 0; i < other.length; i++) {
            row[i] += factor * other[i];
        }
    }

    /** Over the length of {@code one}, which is not longer than {@code other}; four sums, so that none waits for another. */
    static double dot(double[] one, double[] other) {
        int whole = one.length & ~3;
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < whole; i += 4) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
        }
        for (int i = whole; i < one.length; i++) {
            a += one[i] * other[i];
        }
        return a + b + c + d;
    }

    static double norm(double[] row) {
        return Math.sqrt(dot(row, row));
    }

    /** Of the sum of rows: the same, of length 1. */
    static double[] direction(double[]... rows) {
        double[] sum = new double[rows[0].length];
        for (double[] row : rows) {
            add(sum, 1, row);
        }
        double norm = norm(sum);
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= norm;
        }
        return sum;
    }

    static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }

    static double[] of(float[] row) {
        double[] wide = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            wide[i] = row[i];
        }
        return wide;
    }
}
