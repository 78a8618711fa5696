package io.mynah.api.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A cancellation, in the hands of whoever may ask for it. Safe for use by several threads. */
public final class CancellationSource implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private final Consumer<RuntimeException> failures;
    private boolean requested;

    /** @param failures told of actions that failed */
    public CancellationSource(Consumer<RuntimeException> failures) {
        this.failures = failures;
    }

    /** Asks; again is the same as once. Runs what engines want to be done: not to be called with a lock held. */
    public void request() {
        List<Runnable> due;
        synchronized (this) {
            requested = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(this::run);
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            failures.accept(e);
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
