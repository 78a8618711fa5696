package io.mynah.api.voice;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds what an engine can speak that is closest to a clip: a mixture of its own voices. That is likeness, not cloning.
 * Safe for use by several threads.
 */
@ConsumerType
public interface ClosestVoice {

    /** What is known of a clip. */
    sealed interface Answer permits Match, None {}

    /** Why there is no mixture, and will not be one as long as clip and engine stay the same. */
    enum None implements Answer {
        /** Nobody speaks in the clip, or hardly. */
        NO_SPEECH,
        /** There is nothing to compare by, such as vectors for the voices of this engine. */
        NO_BASIS
    }

    /**
     * A mixture and how close it is.
     *
     * @param blend named after the clip
     * @param tone what makes the engine's sound more like the clip's, of the recording as much as of the speaker; flat where
     *     nothing does
     * @param similarity how like the clip this very mixture sounds in this tone: cosine similarity of the speaker vectors of the clip's
     *     speech and of a sentence that the mixture speaks, the mean over sentences; at most 1. Where a search is over it was
     *     measured, on sentences that the search had not spoken; before that it is what a model of the engine's voices
     *     expects. Other speech of the same person, which nobody has, would give a little less
     * @param searched whether the search is over; otherwise a later call may give a closer one
     */
    record Match(Voice.Blend blend, ToneCurve tone, double similarity, boolean searched) implements Answer {

        /**
         * Cuts what rounding has made of a similarity beyond [-1, 1].
         *
         * @throws IllegalArgumentException if the similarity is not a number
         */
        public Match {
            if (Double.isNaN(similarity)) {
                throw new IllegalArgumentException("the similarity of '" + blend.name() + "' is not a number");
            }
            similarity = Math.max(-1, Math.min(1, similarity));
        }
    }

    /**
     * The closest voice known for a clip by now. The first call for a clip answers at once with a good one and begins a
     * search for a better one, which gives way to requests; later calls give the best so far. What was found is kept by
     * the clip's content and outlives the server.
     *
     * @throws java.io.UncheckedIOException if the clip cannot be read
     */
    Answer find(Voice.Clip clip, EngineInfo engine);

    /**
     * No clip has a content any more: what is kept of it goes, and what is being found for it is dropped.
     *
     * @param contentId as in {@link Voice.Clip#contentId()}
     */
    void forget(String contentId);

    /**
     * Clips may have been deleted by hand: what is kept of those that are not there any more goes. Called now and then, on a
     * thread that may take its time. Nothing to do for who keeps nothing.
     */
    default void tidy() {}
}
