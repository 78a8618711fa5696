package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A cancellation that another thread requests while the engine is at work: right after the engine has looked for the
 * first time, whoever is faster, so that tests need no clock. Used by one engine thread.
 */
final class CancelledMeanwhile implements Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    /** The first look comes just too early; it is what wakes the other thread. */
    @Override
    public boolean isRequested() {
        synchronized (this) {
            if (requested) {
                return true;
            }
        }
        CompletableFuture.runAsync(this::request, task -> new Thread(task, "canceller").start())
                .join();
        return false;
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

    private void request() {
        List<Runnable> due;
        synchronized (this) {
            requested = true;
            due = List.copyOf(actions);
        }
        due.forEach(Runnable::run);
    }
}
