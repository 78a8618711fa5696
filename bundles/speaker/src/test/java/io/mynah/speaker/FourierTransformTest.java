package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTransformTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 30, 400, 1024})
    void transform_randomRows_equalsTheDefinition(int length) {
        int lanes = 3;
        float[][] re = random(length, lanes, 1);
        float[][] im = random(length, lanes, 2);
        double[][] expected = definition(re, im, lanes);
        new FourierTransform(length).transform(re, im, new float[length][lanes], new float[length][lanes], lanes);
        for (int k = 0; k < length; k++) {
            for (int lane = 0; lane < lanes; lane++) {
                assertEquals(expected[2 * k][lane], re[k][lane], 1e-5 * length, "real part of bin " + k);
                assertEquals(expected[2 * k + 1][lane], im[k][lane], 1e-5 * length, "imaginary part of bin " + k);
            }
        }
    }

    @Test
    void new_primeFactorSeven_throws() {
        assertThrows(IllegalArgumentException.class, () -> new FourierTransform(14));
    }

    private static float[][] random(int rows, int lanes, int seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][lanes];
        for (float[] row : values) {
            for (int i = 0; i < lanes; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /** Real and imaginary rows by turns. */
    private static double[][] definition(float[][] re, float[][] im, int lanes) {
        int length = re.length;
        double[][] out = new double[2 * length][lanes];
        for (int k = 0; k < length; k++) {
            for (int n = 0; n < length; n++) {
                double angle = -2 * Math.PI * ((long) n * k % length) / length;
                for (int lane = 0; lane < lanes; lane++) {
                    out[2 * k][lane] += re[n][lane] * Math.cos(angle) - im[n][lane] * Math.sin(angle);
                    out[2 * k + 1][lane] += re[n][lane] * Math.sin(angle) + im[n][lane] * Math.cos(angle);
                }
            }
        }
        return out;
    }
}
