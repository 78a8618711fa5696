package io.mynah.closest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * What it costs that a mixture speaks higher or lower than a clip: the encoder hardly hears it, people do. How the pitch
 * changes from one mixture to another near by is told by the stock voices' own, weighted as they are; how high a mixture is
 * altogether has to be heard, and costs nothing until it was. Used by one thread at a time.
 */
final class PitchPrice {
    /** In cosine similarity; found by measuring, see the README. */
    private static final double OF_A_SQUARED_SEMITONE = 0.003;
    /** Texts differ in pitch as well, so several utterances are believed together. */
    private static final int UTTERANCES = 12;

    private static final double SEMITONES_AN_OCTAVE = 12;

    private final Samples samples;
    private final OptionalDouble wanted;
    /** By how much the last utterances were higher than their voices said. */
    private final Deque<Double> surprises = new ArrayDeque<>();

    private double surprise;

    /** @param wanted the clip's pitch in Hz; empty if it has none: then all is free */
    PitchPrice(Samples samples, OptionalDouble wanted) {
        this.samples = samples;
        this.wanted = wanted;
    }

    /** Takes in how high a mixture spoke, in Hz, if that could be told. */
    void learn(double[] weights, OptionalDouble hertz) {
        if (hertz.isEmpty()) {
            return;
        }
        surprises.addLast(semitones(hertz.getAsDouble()) - samples.pitchOf(weights));
        if (surprises.size() > UTTERANCES) {
            surprises.removeFirst();
        }
        surprise = surprises.stream().mapToDouble(each -> each).average().orElseThrow();
    }

    double of(double[] weights) {
        double apart = apart(weights);
        return OF_A_SQUARED_SEMITONE * apart * apart;
    }

    /** The price of what was heard at this pitch. */
    double ofHeard(double hertz) {
        double apart = wanted.isEmpty() ? 0 : semitones(hertz) - semitones(wanted.getAsDouble());
        return OF_A_SQUARED_SEMITONE * apart * apart;
    }

    /** Adds how the price changes with each weight, times a factor. */
    void addGradient(double[] weights, double factor, double[] gradient) {
        double slope = factor * 2 * OF_A_SQUARED_SEMITONE * apart(weights);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += slope * samples.pitch(i);
        }
    }

    /** Expected semitones above the clip. */
    private double apart(double[] weights) {
        return wanted.isEmpty() || surprises.isEmpty()
                ? 0
                : samples.pitchOf(weights) + surprise - semitones(wanted.getAsDouble());
    }

    /** Above 1 Hz. */
    static double semitones(double hertz) {
        return SEMITONES_AN_OCTAVE * Math.log(hertz) / Math.log(2);
    }
}
