package io.mynah.closest;

import java.util.Arrays;

/**
 * The factor L of a symmetric positive definite matrix K = L·Lᵀ to which rows are added one by one (Golub and Van Loan,
 * Matrix Computations, 4.2). A copy shares the rows that are there. Used by one thread at a time.
 */
final class GrowingCholesky {
    private double[][] rows;
    private int size;

    GrowingCholesky(int expected) {
        rows = new double[expected][];
    }

    private GrowingCholesky(double[][] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    GrowingCholesky copy() {
        return new GrowingCholesky(rows.clone(), size);
    }

    int size() {
        return size;
    }

    /**
     * Adds a row and a column.
     *
     * @param row covariances with what is there
     * @param diagonal the new row's with itself
     */
    void append(double[] row, double diagonal) {
        double[] added = Arrays.copyOf(forward(row), size + 1);
        added[size] = 0;
        double rest = diagonal - Matrix.dot(added, added);
        if (!(rest > 0)) {
            throw new ArithmeticException("matrix is not positive definite in row " + size);
        }
        added[size] = Math.sqrt(rest);
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + size / 4 + 16);
        }
        rows[size++] = added;
    }

    /** L⁻¹·b. */
    double[] forward(double[] b) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            double[] row = rows[i];
            // x is 0 from i on, so the whole row can be taken.
            x[i] = (b[i] - Matrix.dot(row, x)) / row[i];
        }
        return x;
    }

    /** L⁻ᵀ·b. */
    double[] backward(double[] b) {
        double[] x = Arrays.copyOf(b, size);
        for (int i = size - 1; i >= 0; i--) {
            double[] row = rows[i];
            double value = x[i] / row[i];
            Matrix.add(x, -value, row);
            x[i] = value;
        }
        return x;
    }

    /** K⁻¹·B for many right-hand sides, in place; each row of {@code b} belongs to a row of K. */
    void solve(double[][] b) {
        for (int i = 0; i < size; i++) {
            double[] row = rows[i];
            for (int j = 0; j < i; j++) {
                Matrix.add(b[i], -row[j], b[j]);
            }
            scale(b[i], 1 / row[i]);
        }
        for (int i = size - 1; i >= 0; i--) {
            double[] row = rows[i];
            scale(b[i], 1 / row[i]);
            for (int j = 0; j < i; j++) {
                Matrix.add(b[j], -row[j], b[i]);
            }
        }
    }

    private static void scale(double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= factor;
        }
    }
}
