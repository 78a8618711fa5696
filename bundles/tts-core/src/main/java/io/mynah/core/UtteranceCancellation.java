package io.mynah.core;

import io.mynah.api.engine.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Ends one utterance: because the client left or because the engine must go. Thread-safe. */
final class UtteranceCancellation implements Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

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
        due.forEach(Runnable::run);
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
