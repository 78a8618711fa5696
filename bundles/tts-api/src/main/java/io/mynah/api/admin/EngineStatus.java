package io.mynah.api.admin;

import io.mynah.api.engine.EngineInfo;

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
        String bundle,
        String bundleVersion) {

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
