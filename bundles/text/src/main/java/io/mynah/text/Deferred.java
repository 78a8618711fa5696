package io.mynah.text;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A value that is made once, on a thread of its own: whoever waits for it can be interrupted, but reading a file cannot
 * be without spoiling it for all. Safe for use by several threads.
 */
final class Deferred<T> {

    private final String name;
    private final FutureTask<T> task;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param name of the value, for messages and the thread's name
     * @param maker makes it
     */
    Deferred(String name, Callable<T> maker) {
        this.name = name;
        this.task = new FutureTask<>(maker);
    }

    /** Begins to make the value, unless that has begun already. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(task, "mynah-text-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * The value; waits while it is being made.
     *
     * @throws IllegalStateException if it could not be made
     * @throws CancellationException if this thread is interrupted while it waits
     */
    T get() {
        begin();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the " + name);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot load the " + name, e.getCause());
        }
    }
}
