package io.mynah.api.audio;

import java.util.Collections;
import java.util.List;

/**
 * How much of each part of the spectrum a sound is given: gains of third-octave bands (base-two exact centres of IEC 61260-1,
 * 100 Hz to 6.3 kHz). Immutable.
 *
 * @param gains in dB, one for each band, the lowest first; finite and within ±{@value #MOST_DECIBELS}
 */
public record ToneCurve(List<Double> gains) {
    /** Number of bands. */
    public static final int BANDS = 19;

    /** Limit of a gain, in dB. */
    public static final double MOST_DECIBELS = 24;

    /** Leaves everything as it is. */
    public static final ToneCurve FLAT = new ToneCurve(Collections.nCopies(BANDS, 0.0));

    /** Index of the band of 1 kHz. */
    private static final int MIDDLE = 10;

    private static final double BANDS_AN_OCTAVE = 3;
    /** Half of the length of an impulse response: long enough to part the bands of a voice, short enough not to ring. */
    private static final double HALF_SECONDS = 0.016;

    /** @throws IllegalArgumentException if there are more or less bands, or a gain is out of range */
    public ToneCurve {
        gains = List.copyOf(gains);
        if (gains.size() != BANDS || !gains.stream().allMatch(gain -> Math.abs(gain) <= MOST_DECIBELS)) {
            throw new IllegalArgumentException("gains of a tone curve: " + gains);
        }
    }

    /** Centre of a band, in Hz. */
    public static double centre(int band) {
        return 1_000 * Math.pow(2, (band - MIDDLE) / BANDS_AN_OCTAVE);
    }

    /** Whether it changes nothing. */
    public boolean isFlat() {
        return gains.stream().allMatch(gain -> gain == 0);
    }

    /**
     * The gain at a frequency, in dB: linear between the centres over the logarithm of frequency. Beyond the outer centres
     * it is held if it attenuates and goes to 0 within a third of an octave if it boosts, since nobody knows what is there.
     */
    public double gainAt(double hertz) {
        double at = MIDDLE + BANDS_AN_OCTAVE * Math.log(Math.max(hertz, 1) / 1_000) / Math.log(2);
        if (at <= 0) {
            return beyond(gains.get(0), -at);
        }
        if (at >= BANDS - 1) {
            return beyond(gains.get(BANDS - 1), at - (BANDS - 1));
        }
        int band = (int) at;
        return gains.get(band) + (at - band) * (gains.get(band + 1) - gains.get(band));
    }

    private static double beyond(double gain, double bands) {
        return gain <= 0 ? gain : gain * Math.max(0, 1 - bands);
    }

    /**
     * The curve as a filter of linear phase, by frequency sampling with a Hann window (A. V. Oppenheim and R. W. Schafer,
     * <i>Discrete-Time Signal Processing</i>, 3rd edition, section 7.5). Bands that are narrower than its resolution of about
     * 60 Hz run into each other.
     *
     * @param sampleRate in Hz
     * @return a symmetric impulse response of odd length, 32 ms; it delays by the half of that
     */
    public float[] impulseResponse(int sampleRate) {
        int half = (int) Math.round(HALF_SECONDS * sampleRate);
        int length = 2 * half + 1;
        double[] magnitudes = new double[half + 1];
        for (int k = 0; k <= half; k++) {
            magnitudes[k] = Math.pow(10, gainAt((double) k * sampleRate / length) / 20);
        }
        float[] response = new float[length];
        for (int n = 0; n <= half; n++) {
            double sum = magnitudes[0];
            for (int k = 1; k <= half; k++) {
                sum += 2 * magnitudes[k] * Math.cos(2 * Math.PI * ((long) k * n % length) / length);
            }
            double window = 0.5 + 0.5 * Math.cos(Math.PI * n / (half + 1));
            response[half + n] = (float) (window * sum / length);
            response[half - n] = response[half + n];
        }
        return response;
    }
}
