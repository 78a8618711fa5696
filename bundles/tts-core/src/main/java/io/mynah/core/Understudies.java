package io.mynah.core;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engines could not speak a request, and who speaks it instead. Guarded by the queue's lock, but for the search.
 */
final class Understudies {

    /** Finds somebody else for a request. */
    interface Search {

        /** Nobody. */
        Search NONE = failed -> Optional.empty();

        /**
         * The request, cast anew for the best of the other engines that are there now. May take as long as casting takes.
         *
         * @param failed ids of engines that are not to be asked again
         * @return empty if no other one can speak it
         * @throws SpeechException if it turns out that it cannot be cast
         */
        Optional<VoicedRequest> without(Set<String> failed) throws SpeechException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Understudies.class);

    private final Set<String> failed = new HashSet<>();
    private @Nullable EngineException first;

    /** The request by somebody else, if anybody can. Called without the lock. */
    static Optional<VoicedRequest> search(VoicedRequest request, Set<String> failed) {
        try {
            return request.others().without(failed);
        } catch (SpeechException e) {
            LOG.debug("Request {} cannot be cast anew", request.id(), e);
        } catch (RuntimeException e) {
            // Whatever happens here, the request is answered.
            LOG.error("Request {} cannot be cast anew", request.id(), e);
        }
        return Optional.empty();
    }

    boolean haveFailed(EngineInfo engine) {
        return failed.contains(engine.id());
    }

    void failed(EngineInfo engine, EngineException cause) {
        failed.add(engine.id());
        if (first == null) {
            first = cause;
        } else if (first != cause) {
            first.addSuppressed(cause);
        }
    }

    /** Those, and one more. */
    Set<String> failedWith(EngineInfo engine) {
        Set<String> more = new HashSet<>(failed);
        more.add(engine.id());
        return more;
    }

    Set<String> failed() {
        return Set.copyOf(failed);
    }

    /** What the client is told where nobody is left: why the engine failed that should have spoken. */
    static SpeechException.SynthesisFailed reason(EngineException cause) {
        String reason = cause.getMessage() == null ? "the engine failed" : cause.getMessage();
        return new SpeechException.SynthesisFailed(reason, cause.kind() == EngineException.Kind.OUT_OF_MEMORY, cause);
    }

    SpeechException.SynthesisFailed reason() {
        if (first == null) {
            throw new IllegalStateException("nobody has failed");
        }
        return reason(first);
    }
}
