package io.mynah.speaker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX Runtime that is loaded when it is first used and unloaded when it has not been used for a while.
 * One thread a run, no spinning.
 *
 * <p>The engines' models are kept in a similar way ({@code IdleModel} in engine-onnx), with loans that outlast a call and memory
 * that is worth trimming. The two do not share code: the only bundle below both, runtime-onnx, has none of ours, since it
 * cannot be updated while the server runs.
 *
 * <p>Safe for use by several threads, which run side by side.
 */
final class IdleSession implements AutoCloseable {
    /** Where the network comes from. */
    interface Source {
        byte[] read() throws IOException;
    }

    /** What is done with the session; the session must not be kept. */
    interface Use<T> {
        T apply(OrtEnvironment environment, OrtSession session) throws OrtException;
    }

    private final Source source;
    private final Duration idle;
    private final ScheduledThreadPoolExecutor timer;

    private final Object lock = new Object();
    private @Nullable OrtSession session;
    private @Nullable ScheduledFuture<?> unloading;
    private int users;
    private long uses;
    private boolean closed;

    /** @param name of the thread that unloads */
    IdleSession(String name, Source source, Duration idle) {
        this.source = source;
        this.idle = idle;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        // No thread while there is nothing to unload.
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs the network.
     *
     * @throws IOException if it cannot be loaded
     * @throws IllegalStateException if this is closed, or ONNX Runtime fails
     */
    <T> T use(Use<T> use) throws IOException {
        OrtSession leased = acquire();
        try {
            return use.apply(OrtEnvironment.getEnvironment(), leased);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not run the network: " + e.getMessage(), e);
        } finally {
            release();
        }
    }

    private OrtSession acquire() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            OrtSession present = session;
            if (present == null) {
                present = load(source.read());
                session = present;
            }
            users++;
            uses++;
            return present;
        }
    }

    private static OrtSession load(byte[] network) throws IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(network, options);
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot load the network: " + e.getMessage(), e);
        }
    }

    private void release() {
        synchronized (lock) {
            users--;
            if (users > 0) {
                return;
            }
            if (closed) {
                unload();
            } else if (unloading == null) {
                unloadLater();
            }
        }
    }

    private void unloadLater() {
        long before = uses;
        unloading = timer.schedule(() -> unloadIfIdle(before), idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void unloadIfIdle(long before) {
        synchronized (lock) {
            unloading = null;
            if (closed || session == null || users > 0) {
                return; // the last user's release looks after it
            }
            if (uses == before) {
                unload();
            } else {
                unloadLater();
            }
        }
    }

    private void unload() {
        OrtSession present = session;
        session = null;
        if (present != null) {
            try {
                present.close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime could not unload the network", e);
            }
        }
    }

    boolean isLoaded() {
        synchronized (lock) {
            return session != null;
        }
    }

    /** No more uses; the network is unloaded when the last one is over. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            timer.shutdownNow();
            if (users == 0) {
                unload();
            }
        }
    }
}
