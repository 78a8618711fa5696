package io.mynah.closest;

/**
 * How much what is heard at one place says about another: a part that is linear in the place, a part that fades with the
 * distance, and for what is spoken the text's own part and chance.
 *
 * @param length distance at which the second part has faded to e^-1/2; 1 is the mean distance of a stock voice from the middle
 * @param linear weight of the linear part
 * @param text variance that belongs to the text, in units of the fading part's
 * @param noise variance that belongs to nothing, in the same units
 */
record Kernel(double length, double linear, double text, double noise) {

    /** Found by cross-validation on the samples of Kokoro; see the README. */
    static final Kernel DEFAULT = new Kernel(1.0, 0.3, 0.05, 0.2);

    double fading(double squaredDistance) {
        return Math.exp(-squaredDistance / (2 * length * length));
    }

    double covariance(double[] one, double[] other) {
        return linear * Matrix.dot(one, other) + fading(Matrix.squaredDistance(one, other));
    }

    /** Of two utterances, not the same one. */
    double covariance(double[] one, int text, double[] other, int otherText) {
        return covariance(one, other) + (text == otherText ? this.text : 0);
    }

    /** Of an utterance with itself. */
    double variance(double[] place) {
        return covariance(place, place) + text + noise;
    }
}
