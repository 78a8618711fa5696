package io.mynah.speaker;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechSpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The long-term average spectrum in third-octave bands: sums of the power of Hann-windowed frames of 64 ms, every 32 ms
 * (Welch's method). A band has those lines of the spectrum that lie between its edges, the lowest one two of them.
 */
@Component
public final class ThirdOctaves implements SpeechSpectrum {
    private static final int LENGTH = 1_024;
    private static final int HOP = LENGTH / 2;
    private static final double EDGE = Math.pow(2, 1.0 / 6);
    private static final double FLOOR_SHARE = 0.1;
    /** Far below all that can be heard, for bands without anything. */
    private static final double NOTHING = 1e-12;

    @Override
    public Levels of(float[] speech) {
        if (speech.length == 0) {
            throw new IllegalArgumentException("no speech");
        }
        float[][] powers = powers(speech);
        List<Double> mean = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        for (float[] band : powers) {
            double sum = 0;
            for (float power : band) {
                sum += power;
            }
            mean.add(decibels(sum / band.length));
            Arrays.sort(band);
            floor.add(decibels(band[(int) (FLOOR_SHARE * band.length)]));
        }
        return new Levels(mean, floor);
    }

    /** One row a band, one column a frame. */
    private static float[][] powers(float[] speech) {
        PowerSpectra spectra = new PowerSpectra(LENGTH, HOP);
        int frames = 1 + speech.length / HOP;
        float[][] powers = new float[ToneCurve.BANDS][frames];
        for (int from = 0; from < frames; from += PowerSpectra.BLOCK) {
            int count = Math.min(PowerSpectra.BLOCK, frames - from);
            float[][] lines = spectra.of(speech, from, count);
            for (int band = 0; band < powers.length; band++) {
                int end = line(ToneCurve.centre(band) * EDGE);
                for (int line = line(ToneCurve.centre(band) / EDGE); line < end; line++) {
                    for (int i = 0; i < count; i++) {
                        powers[band][from + i] += lines[line][i];
                    }
                }
            }
        }
        return powers;
    }

    /** The first line at or above a frequency. */
    private static int line(double hertz) {
        return (int) Math.ceil(hertz * LENGTH / SpeakerEncoder.SAMPLE_RATE);
    }

    private static double decibels(double power) {
        return 10 * Math.log10(power + NOTHING);
    }
}
