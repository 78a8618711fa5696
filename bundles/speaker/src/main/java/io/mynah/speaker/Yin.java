package io.mynah.speaker;

import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPitch;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.osgi.service.component.annotations.Component;

/**
 * The fundamental frequency by YIN (de Cheveigné and Kawahara, YIN, a fundamental frequency estimator for speech and music,
 * JASA 111(4), 2002), steps 1 to 5, in frames of 32 ms, every 16 ms. The dip that is taken need not be below a fixed
 * threshold, as in step 4, but near the lowest one: the frames of a low or rough voice that pass a fixed one are its higher
 * ones. The README has the figures.
 */
@Component
public final class Yin implements SpeechPitch {
    private static final int WINDOW = 512;
    private static final int HOP = WINDOW / 2;
    /** Periods of 60 and of 500 Hz, in samples. */
    private static final int LONGEST = SpeakerEncoder.SAMPLE_RATE / 60;

    private static final int SHORTEST = SpeakerEncoder.SAMPLE_RATE / 500;
    /** What the mean of so many samples takes away, above some 1.5 kHz, is rarely periodic. */
    private static final int SMOOTHED = 8;
    /** Share of the power that may be aperiodic. */
    private static final float LEAST_PERIODIC = 0.4f;
    /** By how much more aperiodic than the best a shorter period may be, and is meant then. */
    private static final float AS_GOOD = 0.05f;
    /** Frames with less of the mean power are not speech. */
    private static final float LEAST_POWER = 0.01f;
    /** A sixth of a second. */
    private static final int LEAST_FRAMES = 10;

    @Override
    public OptionalDouble of(float[] speech) {
        float[] smooth = smooth(speech);
        int frames = Math.max(0, (smooth.length - WINDOW - LONGEST) / HOP + 1);
        double least = LEAST_POWER * power(smooth, 0, smooth.length) / Math.max(1, smooth.length) * WINDOW;
        double[] periods = new double[frames];
        float[] difference = new float[LONGEST + 1];
        int voiced = 0;
        for (int frame = 0; frame < frames; frame++) {
            int from = frame * HOP;
            if (power(smooth, from, from + WINDOW) > least) {
                double period = period(smooth, from, difference);
                if (period > 0) {
                    periods[voiced++] = period;
                }
            }
        }
        if (voiced < LEAST_FRAMES) {
            return OptionalDouble.empty();
        }
        Arrays.sort(periods, 0, voiced);
        return OptionalDouble.of(SpeakerEncoder.SAMPLE_RATE / periods[voiced / 2]);
    }

    private static float[] smooth(float[] speech) {
        float[] smooth = new float[Math.max(0, speech.length - SMOOTHED + 1)];
        for (int i = 0; i < smooth.length; i++) {
            float sum = 0;
            for (int k = 0; k < SMOOTHED; k++) {
                sum += speech[i + k];
            }
            smooth[i] = sum / SMOOTHED;
        }
        return smooth;
    }

    private static double power(float[] speech, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) {
            power += speech[i] * speech[i];
        }
        return power;
    }

    /** In samples; 0 if the frame is not voiced. */
    private static double period(float[] speech, int from, float[] difference) {
        Arrays.fill(difference, 0);
        for (int i = from; i < from + WINDOW; i++) {
            float sample = speech[i];
            for (int lag = 1; lag <= LONGEST; lag++) { // independent sums, hence vectorised
                float apart = sample - speech[i + lag];
                difference[lag] += apart * apart;
            }
        }
        normalize(difference);
        float lowest = LEAST_PERIODIC;
        for (int lag = SHORTEST; lag < LONGEST; lag++) {
            if (isDip(difference, lag)) {
                lowest = Math.min(lowest, difference[lag]);
            }
        }
        for (int lag = SHORTEST; lag < LONGEST && lowest < LEAST_PERIODIC; lag++) {
            if (isDip(difference, lag) && difference[lag] <= lowest + AS_GOOD) {
                return lag + offset(difference[lag - 1], difference[lag], difference[lag + 1]);
            }
        }
        return 0;
    }

    private static boolean isDip(float[] difference, int lag) {
        return difference[lag] < difference[lag - 1] && difference[lag] <= difference[lag + 1];
    }

    /** By the mean up to each lag, so that the shortest period stands out and not its multiples. */
    private static void normalize(float[] difference) {
        double sum = 0;
        difference[0] = 1;
        for (int lag = 1; lag < difference.length; lag++) {
            sum += difference[lag];
            difference[lag] = sum > 0 ? (float) (difference[lag] * lag / sum) : 1;
        }
    }

    /** Where the parabola through three neighbours is lowest, of which the middle one is a dip. */
    private static double offset(float before, float at, float after) {
        double bend = before - 2.0 * at + after;
        return (before - after) / (2 * bend);
    }
}
