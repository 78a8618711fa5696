package io.mynah.closest;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Searches the mixture that is most like a speaker by speaking and listening: Bayesian optimisation of a composite function
 * (Astudillo and Frazier, 2019). The model does not learn how alike a mixture was, one number, but how it sounded, a vector,
 * and it has heard many mixtures before the search begins; so a few dozen utterances are enough. Every other utterance is the
 * best mixture by now, the rest are those in its neighbourhood that promise most if what is doubtful turns out well. What was
 * heard is the whole state: a search that has learned the same goes on in the same way. Used by one thread at a time.
 */
final class MixtureSearch {
    private static final int CANDIDATES = 24;
    /** Radius of the neighbourhood, in the units of {@link Likeness}. */
    private static final double RADIUS = 0.35;
    /**
     * How much a standard deviation of doubt counts, as cosine similarity: the exploration weight (κ) of an upper confidence
     * bound.
     */
    private static final double CURIOSITY = 0.05;
    /** Utterances without a rise that end the search. */
    private static final int PATIENCE = 30;

    private static final double RISE = 0.002;
    private static final int MOST = 600;

    private final Samples samples;
    private final SoundModel model;
    private final boolean[] usable;
    private final double[] target;
    private final PitchPrice pitch;
    private final List<Heard> heard = new ArrayList<>();
    /** The best mixture before the first utterance and after each. */
    private final List<double[]> bests = new ArrayList<>();

    private double[] best;
    private double[] mostAlikeWeights;
    private double mostAlike = -1;
    private double mark;
    private int markedAt;

    /** An utterance: what was spoken, its speaker vector, and its pitch in Hz. */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    record Heard(double[] weights, int text, double[] vector, OptionalDouble pitch) {}

    /**
     * Begins with the best mixture that can be told without speaking.
     *
     * @param model belongs to the search from now on
     * @param usable which voices may have a share, at least one
     * @param speaker who is wanted
     */
    MixtureSearch(SoundModel model, Samples samples, boolean[] usable, Speaker speaker) {
        this.model = model;
        this.samples = samples;
        this.usable = usable;
        this.target = speaker.vector();
        this.pitch = new PitchPrice(samples, speaker.pitch());
        best = withoutSpeaking();
        bests.add(best);
        mostAlikeWeights = best;
        mark = new Likeness(model, samples, usable, target, pitch).value(best);
    }

    private double[] withoutSpeaking() {
        Likeness likeness = new Likeness(model, samples, usable, target, pitch);
        int voices = samples.voices().size();
        double[] middle = Mixtures.middle(usable);
        double[] nearest = middle;
        for (int i = 0; i < voices; i++) {
            double[] stock = Mixtures.only(i, voices);
            if (usable[i] && likeness.similarity(stock) > likeness.similarity(nearest)) {
                nearest = stock;
            }
        }
        return likeness.best(nearest, middle);
    }

    /** The best mixture by now. */
    double[] best() {
        return best.clone();
    }

    /**
     * What the search comes to: the middle of the best mixtures of its later half. The best one by now follows the chances of
     * what was heard last; its wandering averages out (Polyak and Juditsky, 1992).
     */
    double[] settled() {
        List<double[]> later = bests.subList(bests.size() / 2, bests.size());
        double[] middle = new double[best.length];
        later.forEach(weights -> Matrix.add(middle, 1.0 / later.size(), weights));
        return middle;
    }

    /**
     * How like the speaker a mixture will probably sound: the mean over all texts. It is below the similarity to the mean
     * vector, since texts differ; beyond what was heard the model may expect a vector that is too long, though.
     */
    double expectedSimilarity(double[] weights) {
        double[] vector = model.expect(samples.placeOf(weights));
        return Matrix.dot(vector, target) / Math.max(1, Matrix.norm(vector));
    }

    /** What to say next: the index of a text in {@link Sentences#SEARCH}. */
    int nextText() {
        return new SplittableRandom(heard.size()).nextInt(Sentences.SEARCH.size());
    }

    /** Who is to say it. */
    double[] next() {
        if (heard.size() % 2 == 0) {
            return best();
        }
        SplittableRandom random = new SplittableRandom(heard.size());
        Likeness likeness = new Likeness(model, samples, usable, target, pitch);
        double[] most = best;
        double promise = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = neighbour(random);
            double value = likeness.value(candidate) + CURIOSITY * model.doubt(samples.placeOf(candidate));
            if (value > promise) {
                promise = value;
                most = candidate;
            }
        }
        return most;
    }

    private double[] neighbour(SplittableRandom random) {
        double radius = RADIUS * (0.3 + 0.7 * random.nextDouble());
        double[] step = new double[best.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = random.nextGaussian();
        }
        Mixtures.keepSum(step, usable);
        double[] weights = best.clone();
        Matrix.add(weights, radius / Math.sqrt(weights.length), step);
        return weights;
    }

    /** Takes in how a mixture sounded. */
    void learn(Heard utterance) {
        heard.add(utterance);
        double alike = Matrix.dot(utterance.vector(), target);
        if (alike > mostAlike) {
            mostAlike = alike;
            mostAlikeWeights = utterance.weights();
        }
        model.learn(samples.placeOf(utterance.weights()), utterance.text(), utterance.vector());
        pitch.learn(utterance.weights(), utterance.pitch());
        Likeness likeness = new Likeness(model, samples, usable, target, pitch);
        best = likeness.best(best, mostAlikeWeights);
        bests.add(best);
        double value = likeness.value(best);
        if (Math.abs(value - mark) > RISE) {
            mark = value;
            markedAt = heard.size();
        }
    }

    /** Whether going on is not worth while. */
    boolean isOver() {
        return heard.size() - markedAt >= PATIENCE || heard.size() >= MOST;
    }

    /** All that was learned, in its order. */
    List<Heard> heard() {
        return List.copyOf(heard);
    }
}
