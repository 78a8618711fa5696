package io.mynah.engine.base.hibari;

import java.util.Arrays;

/**
 * A row that is kept from one utterance to the next and grows as needed, so that a server that speaks makes little
 * garbage; what is longer than 43 s of sound is not kept.
 */
final class GrowingRow {
    private static final int LARGEST_KEPT = 1 << 20;

    private float[] row = new float[0];

    /** At least {@code n} floats of any value. */
    float[] any(int n) {
        if (n > LARGEST_KEPT) {
            return new float[n];
        }
        if (row.length < n) {
            row = new float[Math.min(LARGEST_KEPT, n + n / 2)];
        }
        return row;
    }

    /** At least {@code n} floats, of which the first {@code n} are 0. */
    float[] zeroed(int n) {
        float[] zeroed = any(n);
        Arrays.fill(zeroed, 0, n, 0f);
        return zeroed;
    }
}
