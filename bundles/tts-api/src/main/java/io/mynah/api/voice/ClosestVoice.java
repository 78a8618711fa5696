package io.mynah.api.voice;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds what an engine can speak that is closest to a clip: a mixture of its own voices. That is likeness, not cloning.
 * Safe for use by several threads.
 */
@ConsumerType
public interface ClosestVoice {

    /**
     * A mixture and how close it is.
     *
     * @param blend named after the clip
     * @param similarity cosine similarity of speaker vectors, measured on speech that the search did not use; at most 1
     * @param searched whether the search is over; otherwise a later call may give a closer one
     */
    record Match(Voice.Blend blend, double similarity, boolean searched) {}

    /**
     * The closest voice known for a clip by now. The first call for a clip answers at once with a good one and begins a
     * search for a better one, which gives way to requests; later calls give the best so far. What was found is kept by
     * the clip's content and outlives the server.
     *
     * @return empty if there is nothing to compare by, such as no vectors for the voices of this engine
     */
    Optional<Match> find(Voice.Clip clip, EngineInfo engine);

    /**
     * No clip has a content any more: what is kept of it goes, and what is being found for it is dropped.
     *
     * @param contentId as in {@link Voice.Clip#contentId()}
     */
    default void forget(String contentId) {}
}
