package io.mynah.api.engine;

import org.osgi.annotation.versioning.ProviderType;

/** Tells an engine that nobody waits for the utterance any more. Safe for use by several threads. */
@ProviderType
public interface Cancellation {

    /** Whether to stop as soon as possible. Once true, it stays true. */
    boolean isRequested();

    /**
     * Runs {@code action} when cancellation is requested, at once if it was already. At most once, on the thread that
     * cancels; it must not block (terminate a native run, wake a waiter).
     */
    void onRequest(Runnable action);

    /** A cancellation that never comes. */
    static Cancellation none() {
        return new Cancellation() {
            @Override
            public boolean isRequested() {
                return false;
            }

            @Override
            public void onRequest(Runnable action) {}
        };
    }
}
