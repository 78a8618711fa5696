package io.mynah.text;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A value that is made once: in the background when that is asked for, else by the first who wants it. Safe for use by
 * several threads.
 */
final class Deferred<T> {

    private final String name;
    private final FutureTask<T> task;

    /**
     * @param name of the value, for messages and the thread's name
     * @param maker makes it
     */
    Deferred(String name, Callable<T> maker) {
        this.name = name;
        this.task = new FutureTask<>(maker);
    }

    /** Begins to make the value on a thread of its own. */
    void begin() {
        Thread thread = new Thread(task, "mynah-text-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The value; waits while it is being made. */
    T get() {
        task.run();
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
