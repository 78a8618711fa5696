package io.mynah.closest;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import java.util.List;
import java.util.Optional;

/** Hears what a mixture sounds like: an evaluation of the search, synthesis and analysis. Used by one thread at a time. */
@FunctionalInterface
interface Ear {

    /**
     * Has a mixture speak, and listens.
     *
     * @param weights of the voices, sum 1
     * @param texts spoken one after the other and heard as one
     * @return empty if it was cancelled, or nobody could be heard
     * @throws EngineException if the engine cannot speak
     */
    Optional<Sound> hear(double[] weights, List<String> texts, Cancellation cancellation) throws EngineException;
}
