package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;

/**
 * A mixture, its tone, and how close it is to a clip, which may have several names.
 *
 * @param weights of the voices, in the order of {@link Samples#voices()}; not to be changed
 * @param tone flat unless another one was heard to be better
 * @param similarity as in {@link io.mynah.api.voice.ClosestVoice.Match}
 * @param searched whether the search is over
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Finding(double[] weights, ToneCurve tone, double similarity, boolean searched) {

    /** The same, from which a search goes on. */
    Finding unfinished() {
        return new Finding(weights, tone, similarity, false);
    }
}
