package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A small engine and encoder of which everything is known: six voices, and a curved function of the mixture that tells the
 * vector, a little different for each text.
 */
final class World implements Ear {
    static final int VOICES = 6;
    static final int DIMENSIONS = 24;
    static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    static final boolean[] ALL = {true, true, true, true, true, true};

    /** Which mixture is to be found; no voice, and partly beyond the voices. */
    static final double[] WANTED = {0.9, -0.3, 0.4, 0.1, -0.2, 0.1};

    static final Levels LEVELS =
            new Levels(Collections.nCopies(ToneCurve.BANDS, -30.0), Collections.nCopies(ToneCurve.BANDS, -60.0));

    private final List<double[]> coordinates = new ArrayList<>();
    private final double[][] bends = new double[DIMENSIONS][VOICES];
    private final double[] pitches = new double[VOICES];
    private final Samples samples;

    World() {
        SplittableRandom random = new SplittableRandom(5);
        for (int v = 0; v < VOICES; v++) {
            double[] row = new double[VOICES];
            for (int i = 0; i < VOICES; i++) {
                row[i] = (v == i ? 1 : 0) - 1.0 / VOICES;
            }
            coordinates.add(row);
        }
        for (double[] bend : bends) {
            for (int i = 0; i < VOICES; i++) {
                bend[i] = random.nextGaussian();
            }
        }
        for (int v = 0; v < VOICES; v++) {
            pitches[v] = 84 + 16.0 * v / VOICES;
        }
        List<double[]> places = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        int[] texts = new int[60];
        for (int s = 0; s < texts.length; s++) {
            double[] weights = s < VOICES ? Mixtures.only(s, VOICES) : weights(random);
            texts[s] = random.nextInt(32);
            places.add(place(weights));
            vectors.add(vector(weights, texts[s]));
        }
        samples = new Samples("tone", "world", NAMES, coordinates, pitches, texts, places, vectors);
    }

    private static double[] weights(SplittableRandom random) {
        double[] weights = new double[VOICES];
        double sum = 0;
        for (int i = 0; i < VOICES; i++) {
            weights[i] = random.nextDouble();
            sum += weights[i];
        }
        for (int i = 0; i < VOICES; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    Samples samples() {
        return samples;
    }

    SoundModel model() {
        return new SoundModel(samples, Kernel.DEFAULT);
    }

    private double[] place(double[] weights) {
        double[] place = new double[VOICES];
        for (int i = 0; i < VOICES; i++) {
            Matrix.add(place, weights[i], coordinates.get(i));
        }
        return place;
    }

    /** The vector of a mixture that says a text; without a text's own part if it is negative. */
    double[] vector(double[] weights, int text) {
        double[] place = place(weights);
        double[] vector = new double[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            double chance = text < 0 ? 0 : 0.05 * Math.sin(text * 7.0 + d * 3.0);
            vector[d] = 0.6 + Math.tanh(0.9 * Matrix.dot(bends[d], place)) + chance;
        }
        double norm = Matrix.norm(vector);
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] /= norm;
        }
        return vector;
    }

    /** In Hz. Mixtures are a tone lower than their voices, and not quite as one would think. */
    double pitch(double[] weights) {
        double semitones = Matrix.dot(weights, pitches) - 2 + 0.5 * Math.tanh(Matrix.dot(bends[0], place(weights)));
        return Math.pow(2, semitones / 12);
    }

    static Speaker speaker(double[] vector) {
        return new Speaker(vector, LEVELS, OptionalDouble.empty());
    }

    double likeness(double[] weights, double[] target) {
        return Matrix.dot(vector(weights, -1), target);
    }

    /** The mean over texts. */
    double likeness(double[] weights, List<String> texts, double[] target) {
        return texts.stream()
                .mapToDouble(text -> Matrix.dot(vector(weights, text(List.of(text))), target))
                .average()
                .orElseThrow();
    }

    double nearestVoice(double[] target) {
        double most = -1;
        for (int v = 0; v < VOICES; v++) {
            most = Math.max(most, likeness(Mixtures.only(v, VOICES), target));
        }
        return most;
    }

    @Override
    public Optional<Sound> hear(double[] weights, List<String> texts, Cancellation cancellation) {
        return Optional.of(new Said(vector(weights, text(texts)), OptionalDouble.of(pitch(weights))));
    }

    /** In any other tone nobody is recognised. */
    static final class Said implements Sound {
        private final double[] vector;
        private final OptionalDouble pitch;

        Said(double[] vector, OptionalDouble pitch) {
            this.vector = vector;
            this.pitch = pitch;
        }

        @Override
        public double[] vector() {
            return vector;
        }

        @Override
        public OptionalDouble pitch() {
            return pitch;
        }

        @Override
        public Levels levels() {
            return LEVELS;
        }

        @Override
        public Sound in(ToneCurve tone) {
            return new Said(new double[vector.length], pitch);
        }
    }

    private static int text(List<String> texts) {
        return Math.floorMod(texts.hashCode(), 32);
    }
}
