package io.mynah.engine.base;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a network that is loaded when somebody wants it and unloaded when nobody has for a while. As long as it is lent it
 * stays: ONNX Runtime crashes the JVM when a session is closed while it runs. Safe for use by several threads; those that
 * come while it is being loaded wait.
 *
 * @param <M> what is loaded
 */
public final class IdleModel<M extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleModel.class);

    private final String name;
    private final Loader<M> loader;
    private final Duration limit;
    private final ScheduledExecutorService clock;

    private @Nullable M model;
    private @Nullable ScheduledFuture<?> check;
    private int lent;
    private long returned;
    private boolean closed;

    /**
     * Loads the network.
     *
     * @param <M> what is loaded
     */
    public interface Loader<M> {

        /**
         * Loads it, which may take seconds.
         *
         * @throws IOException with a message for people, if it cannot be loaded
         */
        M load() throws IOException;
    }

    /** The network for one run. Closing it twice does nothing. */
    public final class Loan implements AutoCloseable {
        private final M lentModel;
        private boolean back;

        private Loan(M lentModel) {
            this.lentModel = lentModel;
        }

        /** What was borrowed; not to be used after {@link #close}. */
        public M model() {
            return lentModel;
        }

        @Override
        public void close() {
            if (!back) {
                back = true;
                giveBack();
            }
        }
    }

    /**
     * A network that is not loaded yet.
     *
     * @param name for threads and the log, such as {@code kokoro}
     * @param limit how long nobody has wanted it when it is unloaded; zero is never
     */
    public IdleModel(String name, Loader<M> loader, Duration limit) {
        this.name = name;
        this.loader = loader;
        this.limit = limit;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mynah-" + name + "-idle");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Lends it, after it has been loaded if it was not.
     *
     * @throws IOException if it cannot be loaded, or this is closed
     */
    public synchronized Loan borrow() throws IOException {
        if (closed) {
            throw new IOException("the engine has been stopped");
        }
        if (model == null) {
            long start = System.nanoTime();
            model = loader.load();
            NativeHeap.trim();
            LOG.debug("{} was loaded in {} ms", name, (System.nanoTime() - start) / 1_000_000);
        }
        lent++;
        return new Loan(model);
    }

    private synchronized void giveBack() {
        lent--;
        returned = System.nanoTime();
        if (lent > 0) {
            return;
        }
        if (closed) {
            unload();
        } else if (!limit.isZero() && check == null) {
            checkIn(limit.toNanos());
        }
    }

    private void checkIn(long nanos) {
        check = clock.schedule(this::unloadIfIdle, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void unloadIfIdle() {
        check = null;
        long left = limit.toNanos() - (System.nanoTime() - returned);
        if (lent > 0 || closed) {
            return; // giving back looks after the rest
        }
        if (left <= 0) {
            unload();
        } else {
            checkIn(left);
        }
    }

    private void unload() {
        if (model != null) {
            try {
                model.close();
            } catch (Exception e) {
                throw new IllegalStateException(name + " cannot be unloaded", e);
            } finally {
                model = null;
            }
            NativeHeap.trim();
            LOG.debug("{} was unloaded", name);
        }
    }

    /** Unloads it now, unless somebody has it; the next one to borrow it loads it again. Whether there was anything to unload. */
    public synchronized boolean unloadIfFree() {
        boolean unloads = lent == 0 && model != null;
        if (unloads) {
            unload();
        }
        return unloads;
    }

    /** Whether it is in memory now. */
    public synchronized boolean isLoaded() {
        return model != null;
    }

    /** Unloads it, or has the last borrower do so. */
    @Override
    public synchronized void close() {
        closed = true;
        clock.shutdownNow();
        if (lent == 0) {
            unload();
        }
    }
}
