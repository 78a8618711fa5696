package io.mynah.closest;

import io.mynah.api.engine.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Cancels an utterance of the search as soon as somebody else needs the machine. It asks every few milliseconds, and only
 * while it is open, since the core has no bell to ring.
 */
final class GivingWay implements Cancellation, AutoCloseable {
    private static final long PERIOD_MS = 15;

    private final ScheduledFuture<?> watch;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    /** @param wanted whether to give way; looked at by {@code clock} */
    GivingWay(ScheduledExecutorService clock, BooleanSupplier wanted) {
        watch = clock.scheduleWithFixedDelay(
                () -> {
                    if (wanted.getAsBoolean()) {
                        request();
                    }
                },
                PERIOD_MS,
                PERIOD_MS,
                TimeUnit.MILLISECONDS);
    }

    private void request() {
        List<Runnable> due;
        synchronized (this) {
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

    /** Ends the watch; a request that is under way is still carried out. */
    @Override
    public void close() {
        watch.cancel(false);
    }
}
