package io.mynah.closest;

/**
 * A mixture and how close it is to a clip, which may have several names.
 *
 * @param weights of the voices, in the order of {@link Samples#voices()}; not to be changed
 * @param similarity as in {@link io.mynah.api.voice.ClosestVoice.Match}
 * @param searched whether the search is over
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Finding(double[] weights, double similarity, boolean searched) {

    /** The same, from which a search goes on. */
    Finding unfinished() {
        return new Finding(weights, similarity, false);
    }
}
