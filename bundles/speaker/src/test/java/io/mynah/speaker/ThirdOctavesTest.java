package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThirdOctavesTest {
    private static final int RATE = 16_000;

    private final ThirdOctaves spectrum = new ThirdOctaves();

    @Test
    void of_sineInEachBand_isInThatBand() {
        for (int band = 0; band < ToneCurve.BANDS; band++) {
            float[] sine = new float[RATE];
            for (int i = 0; i < sine.length; i++) {
                sine[i] = (float) Math.sin(2 * Math.PI * ToneCurve.centre(band) * i / RATE);
            }
            Levels levels = spectrum.of(sine);
            for (int other = 0; other < ToneCurve.BANDS; other++) {
                double below = levels.mean().get(band) - levels.mean().get(other);
                assertTrue(other == band || below > 5, "band " + other + " is " + below + " dB below " + band);
            }
        }
    }

    @Test
    void of_whiteNoise_risesByTheWidthOfTheBandsAndIsItsOwnFloor() {
        Levels levels = spectrum.of(noise(20 * RATE, 1));
        for (int band = 6; band < ToneCurve.BANDS; band++) {
            assertEquals(
                    10 * Math.log10(2) / 3 * (band - 10),
                    levels.mean().get(band) - levels.mean().get(10),
                    1);
            assertTrue(levels.mean().get(band) - levels.floor().get(band) < 6);
        }
    }

    @Test
    void of_noiseThatComesAndGoes_standsOutOfWhatIsLeft() {
        float[] noise = noise(20 * RATE, 1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= i / 4_000 % 2 == 0 ? 1 : 0.01f;
        }
        Levels levels = spectrum.of(noise);
        assertTrue(levels.mean().get(10) - levels.floor().get(10) > 30);
    }

    @Test
    void of_louder_isMoreByAsMuch() {
        assertEquals(
                20,
                spectrum.of(noise(RATE, 1)).mean().get(12)
                        - spectrum.of(noise(RATE, 0.1f)).mean().get(12),
                1e-3);
    }

    @Test
    void of_silenceAndOfNothing_isFarBelowAndRefused() {
        assertEquals(-120, spectrum.of(new float[100]).mean().get(0), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> spectrum.of(new float[0]));
    }

    private static float[] noise(int length, float amplitude) {
        Random random = new Random(9);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = amplitude * (float) random.nextGaussian();
        }
        return noise;
    }
}
