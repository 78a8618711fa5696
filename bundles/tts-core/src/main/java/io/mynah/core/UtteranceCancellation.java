package io.mynah.core;

import io.mynah.api.engine.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends one utterance: because the client left or because the engine must go. Thread-safe. */
final class UtteranceCancellation implements Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(UtteranceCancellation.class);

    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    /** Calls into the engine: not to be called with a lock held. */
    void request() {
        List<Runnable> due;
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(UtteranceCancellation::run);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("An engine failed at being cancelled", e);
        }
    }

    @Override
    public synchronized boolean isRequested() {
        return requested;
    }

    @Override
    public void onRequest(Runnable action) {
        synchronized (this) {
            if (!requested) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
