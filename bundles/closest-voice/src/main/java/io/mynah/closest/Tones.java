package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tone curves that bring the long-term average spectrum of a mixture nearer to a clip's. A share of the difference is worth
 * more than the whole: speakers differ in their spectrum as recordings do, and what an engine says does not stay natural
 * when it is bent far. Which share is best is for the ear to say.
 */
final class Tones {
    private static final double[] SHARES = {0.25, 0.5, 0.75};
    /** Limits, in dB. */
    private static final double MOST_BOOST = 6;

    private static final double MOST_CUT = 12;
    /** In a band that stands out less from what lies below it, the clip has noise, or nothing: it is not boosted. */
    private static final double LEAST_OVER_FLOOR = 12;
    /** Where most of speech is: there the curves are 0 dB on the mean, before they are brought to the same power. */
    private static final double LOWEST = 200;

    private static final double HIGHEST = 4_000;

    private Tones() {}

    /**
     * Curves to choose from, the weakest first; none of them is flat.
     *
     * @param clip what is to be reached
     * @param mixture what it is now, sentence by sentence, all at one loudness
     */
    static List<ToneCurve> between(Levels clip, List<Levels> mixture) {
        double[] power = new double[ToneCurve.BANDS];
        for (Levels sentence : mixture) {
            for (int band = 0; band < power.length; band++) {
                power[band] += Math.pow(10, sentence.mean().get(band) / 10) / mixture.size();
            }
        }
        double[] difference = new double[ToneCurve.BANDS];
        for (int band = 0; band < difference.length; band++) {
            difference[band] = clip.mean().get(band) - 10 * Math.log10(power[band]);
        }
        double middle = meanOfSpeech(difference);
        List<ToneCurve> curves = new ArrayList<>();
        for (double share : SHARES) {
            double[] gains = new double[ToneCurve.BANDS];
            for (int band = 0; band < gains.length; band++) {
                double gain = share * (difference[band] - middle);
                boolean isSpeech = clip.mean().get(band) - clip.floor().get(band) >= LEAST_OVER_FLOOR;
                gains[band] = Math.max(-MOST_CUT, Math.min(isSpeech ? MOST_BOOST : 0, gain));
            }
            curves.add(atTheSamePower(gains, power));
        }
        return curves;
    }

    private static double meanOfSpeech(double[] difference) {
        double sum = 0;
        int count = 0;
        for (int band = 0; band < difference.length; band++) {
            if (ToneCurve.centre(band) > LOWEST && ToneCurve.centre(band) < HIGHEST) {
                sum += difference[band];
                count++;
            }
        }
        return sum / count;
    }

    /** The mixture is as loud as before. */
    private static ToneCurve atTheSamePower(double[] gains, double[] power) {
        double before = 0;
        double after = 0;
        for (int band = 0; band < gains.length; band++) {
            before += power[band];
            after += power[band] * Math.pow(10, gains[band] / 10);
        }
        double change = 10 * Math.log10(after / before);
        return new ToneCurve(
                Arrays.stream(gains).map(gain -> gain - change).boxed().toList());
    }
}
