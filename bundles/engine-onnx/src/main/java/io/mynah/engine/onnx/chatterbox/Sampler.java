package io.mynah.engine.onnx.chatterbox;

import io.mynah.api.engine.EngineException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleSupplier;

/**
 * Chooses the next token as {@link Decoding} says, in double precision. Among equal scores the lower id counts as the better
 * one. Top-k and top-p: A. Holtzman et al., The Curious Case of Neural Text Degeneration, 2020; min-p: N. N. Minh et al., 2024;
 * the penalty: N. S. Keskar et al., CTRL, 2019.
 *
 * <p>Allocates nothing from token to token. Not safe for use by several threads.
 */
final class Sampler {
    private static final double REMOVED = Double.NEGATIVE_INFINITY;

    private final Decoding decoding;
    /** By id; {@link #REMOVED} for those that cannot be chosen. */
    private final double[] scores;
    /** The scores that are left, ascending, and what a softmax makes of them; the first {@link #kept} count. */
    private final double[] ascending;

    private final double[] probabilities;
    private int kept;

    /** @param tokens how many there are */
    Sampler(Decoding decoding, int tokens) {
        this.decoding = decoding;
        this.scores = new double[tokens];
        this.ascending = new double[tokens];
        this.probabilities = new double[tokens];
    }

    /**
     * The next token.
     *
     * @param logits the network's scores by id, as many as there are tokens
     * @param history tokens that have been
     * @param uniform a number from 0 up to below 1; asked once if chance decides, else never
     * @throws EngineException if no score is a number
     */
    int next(float[] logits, BitSet history, DoubleSupplier uniform) throws EngineException {
        for (int id = 0; id < scores.length; id++) {
            scores[id] = Float.isNaN(logits[id]) ? REMOVED : logits[id];
        }
        if (!decoding.sampled()) {
            penalise(history);
            return best();
        }
        if (decoding.order() == Decoding.Order.HF) {
            penalise(history);
        }
        cool();
        sort();
        keepTopK();
        keepTopP();
        keepMinP();
        if (decoding.order() == Decoding.Order.TURBO) {
            penalise(history);
            sort();
        }
        return draw(uniform.getAsDouble());
    }

    /** The scores that the last token was drawn by; negative infinity for tokens that were out of question. */
    double[] scores() {
        return scores;
    }

    /** Between how many tokens chance decided at last. */
    int kept() {
        return kept;
    }

    private void penalise(BitSet history) {
        double penalty = decoding.repetitionPenalty();
        if (penalty == 1) {
            return;
        }
        for (int id = history.nextSetBit(0); id >= 0 && id < scores.length; id = history.nextSetBit(id + 1)) {
            scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
        }
    }

    private int best() throws EngineException {
        int best = 0;
        for (int id = 1; id < scores.length; id++) {
            if (scores[id] > scores[best]) {
                best = id;
            }
        }
        requireNumber(scores[best]);
        return best;
    }

    private void cool() {
        double temperature = decoding.temperature();
        if (temperature != 1) {
            for (int id = 0; id < scores.length; id++) {
                scores[id] /= temperature;
            }
        }
    }

    private void keepTopK() {
        int k = decoding.topK();
        if (k > 0 && k < kept) {
            keepBest(kept - lowerBound(ascending[kept - k]));
        }
    }

    private void keepTopP() {
        if (decoding.topP() >= 1) {
            return;
        }
        softmax();
        int dropped = 0;
        double sum = 0;
        while (dropped < kept - 1 && sum + probabilities[dropped] <= 1 - decoding.topP()) {
            sum += probabilities[dropped++];
        }
        keepBest(kept - dropped);
    }

    private void keepMinP() {
        if (decoding.minP() <= 0) {
            return;
        }
        softmax();
        int dropped = 0;
        while (dropped < kept - 1 && probabilities[dropped] < decoding.minP() * probabilities[kept - 1]) {
            dropped++;
        }
        keepBest(kept - dropped);
    }

    /** Removes all but so many; of equal scores the higher ids go first. */
    private void keepBest(int count) {
        if (count >= kept || kept == 0) {
            return;
        }
        double last = ascending[kept - count];
        int equals = count - (kept - upperBound(last));
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] < last || (scores[id] == last && --equals < 0)) {
                scores[id] = REMOVED;
            }
        }
        System.arraycopy(ascending, kept - count, ascending, 0, count);
        kept = count;
    }

    private int draw(double u) throws EngineException {
        requireNumber(kept == 0 ? REMOVED : ascending[kept - 1]);
        softmax();
        double sum = 0;
        int at = kept;
        do {
            sum += probabilities[--at];
        } while (at > 0 && u >= sum);
        return id(ascending[at], upperBound(ascending[at]) - 1 - at);
    }

    /** @param before how many ids with the same score are lower */
    private int id(double score, int before) {
        int left = before;
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] == score && left-- == 0) {
                return id;
            }
        }
        throw new AssertionError("it was among the scores a moment ago");
    }

    private void sort() {
        kept = 0;
        for (double score : scores) {
            if (score != REMOVED) {
                ascending[kept++] = score + 0.0; // one zero, or they would not be equal to the sort
            }
        }
        Arrays.sort(ascending, 0, kept);
    }

    private void softmax() {
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            probabilities[i] = Math.exp(ascending[i] - ascending[kept - 1]);
            sum += probabilities[i];
        }
        for (int i = 0; i < kept; i++) {
            probabilities[i] /= sum;
        }
    }

    /** The first place in the sorted scores that is not below one. */
    private int lowerBound(double score) {
        int at = Arrays.binarySearch(ascending, 0, kept, score);
        while (at > 0 && ascending[at - 1] == score) {
            at--;
        }
        return at;
    }

    /** The first place in the sorted scores that is above one. */
    private int upperBound(double score) {
        int at = Arrays.binarySearch(ascending, 0, kept, score);
        while (at < kept && ascending[at] == score) {
            at++;
        }
        return at;
    }

    private static void requireNumber(double score) throws EngineException {
        if (!(score > REMOVED) || score == Double.POSITIVE_INFINITY) {
            throw new EngineException(EngineException.Kind.FAILED, "The network's scores are no numbers.");
        }
    }
}
