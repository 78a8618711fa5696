package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.api.Test;

/** Against JTransforms in double precision. */
class FourierTransformTest {
    private static final int LENGTH = FourierTransform.LENGTH;
    private static final int LANES = 7;

    private final FourierTransform fourier = new FourierTransform();
    private final float[][] re = new float[LENGTH][LANES];
    private final float[][] im = new float[LENGTH][LANES];
    private final double[][] input = new double[LANES][2 * LENGTH];

    FourierTransformTest() {
        Random random = new Random(1);
        for (int lane = 0; lane < LANES; lane++) {
            for (int n = 0; n < LENGTH; n++) {
                re[n][lane] = (float) random.nextGaussian();
                im[n][lane] = (float) random.nextGaussian();
                input[lane][2 * n] = re[n][lane];
                input[lane][2 * n + 1] = im[n][lane];
            }
        }
    }

    @Test
    void transform_noise_isThatOfJTransforms() {
        fourier.transform(re, im, LANES);
        for (int lane = 0; lane < LANES; lane++) {
            double[] expected = input[lane].clone();
            new DoubleFFT_1D(LENGTH).complexForward(expected);
            assertLane(expected, lane, re, im, 1);
        }
    }

    @Test
    void transform_partsExchanged_isTheInverse() {
        fourier.transform(im, re, LANES);
        for (int lane = 0; lane < LANES; lane++) {
            double[] expected = input[lane].clone();
            new DoubleFFT_1D(LENGTH).complexInverse(expected, false);
            assertLane(expected, lane, re, im, 1);
        }
    }

    @Test
    void transform_fewerLanes_leavesTheOthers() {
        fourier.transform(re, im, LANES - 1);
        double sum = 0;
        double expected = 0;
        for (int n = 0; n < LENGTH; n++) {
            sum += re[n][LANES - 1];
            expected += input[LANES - 1][2 * n];
        }
        // Which row holds a value may change, as references are exchanged; not the values.
        double both = sum;
        for (int n = 0; n < LENGTH; n++) {
            both += im[n][LANES - 1];
            expected += input[LANES - 1][2 * n + 1];
        }
        assertEquals(expected, both, 1e-3);
    }

    private void assertLane(double[] expected, int lane, float[][] real, float[][] imaginary, double scale) {
        // Values are of the order of √1200 = 35.
        for (int k = 0; k < LENGTH; k++) {
            assertEquals(expected[2 * k] * scale, real[fourier.row(k)][lane], 1e-4, "real part of " + k);
            assertEquals(expected[2 * k + 1] * scale, imaginary[fourier.row(k)][lane], 1e-4, "imaginary part of " + k);
        }
    }
}
