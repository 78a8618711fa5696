package io.mynah.api.engine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Speaks utterances. An engine is an OSGi service whose properties are those of
 * {@link EngineInfo#serviceProperties()}; {@code service.ranking} is the preference among engines.
 *
 * <p><b>Life.</b> Register the service when the engine can speak: loaded and warmed up, or, for one that is loaded
 * when it is wanted, with all that {@link #info} tells known; who speaks first then waits, and an engine that finds that it
 * cannot be loaded unregisters itself. Unregistering blocks until the core has given every stream back, so release models, sessions and threads after it returns, not before.
 *
 * <p><b>Thread safety.</b> {@link #speak} is called from several threads at once. The core never has more utterances
 * under way than it has workers.
 */
@ConsumerType
public interface TtsEngine {

    /**
     * What this engine is; the same value for as long as the service is registered. An engine that moves to another device
     * says so by changing the service properties {@link EngineInfo#DEVICE} and {@link EngineInfo#DEVICE_REASON}.
     */
    EngineInfo info();

    /**
     * Begins to speak one utterance. The work may be done here or while the stream is read.
     *
     * @param utterance one sentence or a few, at most a few hundred characters
     * @param cancellation asks the engine to stop; an engine looks at it at least every 100 ms of work
     * @return the audio; the caller owns it and closes it from the thread that reads it
     * @throws EngineException if the utterance cannot be spoken
     */
    PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException;

    /**
     * Gives back what memory the engine takes anew by itself when it is wanted, such as that of its network, unless it speaks.
     *
     * @return whether it gave any back; one that cannot says {@code false}
     */
    default boolean unload() {
        return false;
    }
}
