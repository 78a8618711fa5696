package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits. */
@FunctionalInterface
interface Pause {

    /**
     * Waits for that long.
     *
     * @throws ModelException.Cancelled if it is cancelled, or the thread interrupted, before the time is over
     */
    void await(Duration time, Cancellation cancellation) throws ModelException.Cancelled;

    /** By the clock. */
    static Pause real() {
        return (time, cancellation) -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            cancellation.onRequest(cancelled::countDown);
            try {
                if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw cancelled();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cancelled();
            }
        };
    }

    static ModelException.Cancelled cancelled() {
        return new ModelException.Cancelled(
                "cancelled; what has been fetched is kept, and the next pull goes on from there");
    }
}
