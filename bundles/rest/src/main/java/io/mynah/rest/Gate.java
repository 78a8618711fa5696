package io.mynah.rest;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that are being served: not so many that none of Jetty's threads is left to say that the server is
 * alive, and, at the end, none before the bundle stops. Safe for use by several threads.
 */
final class Gate {

    /** Why a request is not let in. */
    enum Refusal {
        FULL("Too many requests at once"),
        STOPPING("The server is stopping");

        private final String detail;

        Refusal(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final IntSupplier most;
    private int inside;
    private boolean stopping;
    private long stoppedAt;

    /** @param most requests inside at once; asked for each, since the queue behind may get another size */
    Gate(IntSupplier most) {
        this.most = most;
    }

    /** Lets a request in, which has to {@link #leave()} then; or says why not. */
    @Nullable Refusal enter() {
        int now = most.getAsInt();
        lock.lock();
        try {
            if (stopping) {
                return Refusal.STOPPING;
            }
            if (inside >= now) {
                return Refusal.FULL;
            }
            inside++;
            return null;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            if (inside == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nobody in any more and waits until all have left.
     *
     * @param patience counted from the first call: who asks again with the same does not wait again
     * @return whether all have left in time
     */
    boolean drain(Duration patience) {
        lock.lock();
        try {
            if (!stopping) {
                stopping = true;
                stoppedAt = System.nanoTime();
            }
            long left = patience.toNanos() - (System.nanoTime() - stoppedAt);
            while (inside > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
            return inside == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
