package io.mynah.api.speech;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens to requests and engines, for figures about them; whoever registers it as a service is told from then
 * on. What is told never holds a text, or the name of a voice, and names only engines that there are. Called from many threads
 * at once, without any lock held, by those who speak and answer: every method has to return at once, and must not throw.
 */
@ConsumerType
public interface SpeechObserver {

    /** How a request ended. */
    enum Outcome {
        /** All of it was spoken, whether or not anybody took it. */
        SPOKEN,
        /** Something was wrong with it: its voice, its language, its length. */
        REFUSED,
        /** The queue was full, or no engine was there. */
        OVERLOADED,
        /** It waited for its turn too long. */
        LATE,
        /** Nobody who was asked could speak it. */
        FAILED,
        /** Nobody waited for it any more. */
        CANCELLED
    }

    /**
     * A request that is over.
     *
     * @param engine id of the engine that spoke, or was found for it; {@code null} where it ended before that
     * @param prepared from when it came until it was put into the queue; {@code null} if it was not
     * @param waited from then on until its first sentence was begun; {@code null} if none was
     * @param firstAudio from when it came until there was some of the audio that its reader was given; {@code null} if there
     *     was none
     * @param whole from when it came until it was over
     */
    record Request(
            @Nullable String engine,
            Outcome outcome,
            @Nullable Duration prepared,
            @Nullable Duration waited,
            @Nullable Duration firstAudio,
            Duration whole) {}

    /**
     * A sentence that an engine was given, or a few of them joined, and that it is done with.
     *
     * @param engine its id
     * @param failure why it was not spoken to its end; {@code null} if it was
     * @param took how long the engine was at it
     * @param audio how long what it gave is
     */
    record Sentence(String engine, EngineException.@Nullable Kind failure, Duration took, Duration audio) {}

    default void requestEnded(Request request) {}

    default void sentenceEnded(Sentence sentence) {}

    /** An engine can speak from now on. */
    default void engineCame(EngineInfo engine) {}

    /**
     * An engine has left.
     *
     * @param drained how long that took: until what it was speaking had come to its end
     * @param hangs whether it did not give something back even when it was asked to
     */
    default void engineLeft(EngineInfo engine, Duration drained, boolean hangs) {}

    /**
     * A client that wanted speech was answered, or left before.
     *
     * @param engine id of the engine that spoke; {@code null} if none did
     * @param status of HTTP; 499 for a client that left
     */
    default void answered(@Nullable String engine, int status) {}
}
