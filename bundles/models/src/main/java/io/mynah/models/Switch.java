package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** A cancellation that can be requested. Safe for use by several threads. */
final class Switch implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    void request() {
        List<Runnable> due;
        synchronized (actions) {
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
    public boolean isRequested() {
        synchronized (actions) {
            return requested;
        }
    }

    @Override
    public void onRequest(Runnable action) {
        synchronized (actions) {
            if (!requested) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
