package io.mynah.engine.onnx.kokoro;

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
 */
final class IdleModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleModel.class);

    private final Loader loader;
    private final Duration limit;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mynah-kokoro-idle");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable KokoroModel model;
    private @Nullable ScheduledFuture<?> check;
    private int lent;
    private long returned;
    private boolean closed;

    /** Loads the network. */
    interface Loader {
        KokoroModel load() throws IOException;
    }

    /** The network for one run. Closing it twice does nothing. */
    final class Loan implements AutoCloseable {
        private final KokoroModel lentModel;
        private boolean back;

        private Loan(KokoroModel lentModel) {
            this.lentModel = lentModel;
        }

        KokoroModel model() {
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

    /** @param limit how long nobody has wanted it when it is unloaded; zero is never */
    IdleModel(Loader loader, Duration limit) {
        this.loader = loader;
        this.limit = limit;
    }

    /**
     * Lends it, after it has been loaded if it was not.
     *
     * @throws IOException if it cannot be loaded, or this is closed
     */
    synchronized Loan borrow() throws IOException {
        if (closed) {
            throw new IOException("the engine has been stopped");
        }
        if (model == null) {
            long start = System.nanoTime();
            model = loader.load();
            NativeHeap.trim();
            LOG.debug("Kokoro was loaded in {} ms", (System.nanoTime() - start) / 1_000_000);
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
            model.close();
            model = null;
            NativeHeap.trim();
            LOG.debug("Kokoro was unloaded");
        }
    }

    synchronized boolean isLoaded() {
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
