package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerSpectraTest {
    private static final int LENGTH = 60;
    private static final int HOP = 25;

    @Test
    void of_noise_equalsTheDefinition() {
        float[] samples = new float[200];
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian();
        }

        float[][] spectra = new PowerSpectra(LENGTH, HOP).of(samples, 0, 9);

        for (int frame = 0; frame < 9; frame++) {
            for (int k = 0; k <= LENGTH / 2; k++) {
                assertEquals(definition(samples, frame, k), spectra[k][frame], 1e-3, "bin " + k + " of frame " + frame);
            }
        }
    }

    private static double definition(float[] samples, int frame, int k) {
        double re = 0;
        double im = 0;
        for (int n = 0; n < LENGTH; n++) {
            int at = frame * HOP - LENGTH / 2 + n;
            double sample = at < 0 || at >= samples.length ? 0 : samples[at];
            double value = sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * n / LENGTH));
            re += value * Math.cos(2 * Math.PI * n * k / LENGTH);
            im -= value * Math.sin(2 * Math.PI * n * k / LENGTH);
        }
        return re * re + im * im;
    }
}
