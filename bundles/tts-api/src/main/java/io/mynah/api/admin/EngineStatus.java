package io.mynah.api.admin;

import io.mynah.api.engine.EngineInfo;
import java.time.Duration;

/**
 * How an engine is.
 *
 * @param engine what it is, and on which device now
 * @param state whether it speaks
 * @param reason why it is in that state, one line for people; empty where nothing is worth saying
 * @param ranking the higher, the more preferred
 * @param promoted whether it is preferred to all others, whatever their rankings
 * @param leases utterances that it speaks right now
 * @param requests that it speaks or has been chosen for, and that are not over
 * @param figures of what it has done
 * @param bundle symbolic name of the bundle that it comes from
 * @param bundleVersion of that bundle
 */
public record EngineStatus(
        EngineInfo engine,
        State state,
        String reason,
        int ranking,
        boolean promoted,
        int leases,
        int requests,
        Figures figures,
        String bundle,
        String bundleVersion) {

    /**
     * What an engine has done since the core was started, whichever version of it.
     *
     * @param spoken utterances that it spoke to their ends
     * @param failed those that it did not, through its own fault
     * @param took how long it was at those that it spoke
     * @param audio how long they sound
     */
    public record Figures(long spoken, long failed, Duration took, Duration audio) {
        /** Nothing yet. */
        public static final Figures NONE = new Figures(0, 0, Duration.ZERO, Duration.ZERO);

        /** Both together. */
        public Figures plus(Figures more) {
            return new Figures(
                    spoken + more.spoken, failed + more.failed, took.plus(more.took), audio.plus(more.audio));
        }

        /** Seconds of work for a second of audio, below 1 if it speaks faster than one listens; 0 if it has spoken nothing. */
        public double realTimeFactor() {
            return audio.isZero() ? 0 : (double) took.toNanos() / audio.toNanos();
        }
    }

    /** Whether an engine speaks. */
    public enum State {
        /** It is given requests. */
        SPEAKING,
        /** It is given no new ones, and speaks those that it has to their ends. */
        DRAINING,
        /** A person stopped it, and it is silent. */
        STOPPED,
        /** It has failed again and again, or hangs: others are asked first, until a trial shows that it is well again. */
        FAILED
    }
}
