package io.mynah.models;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import io.mynah.api.model.ModelPulls;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pulls on threads of their own, which live as long as the pulls. Safe for use by several threads. */
final class BackgroundPulls implements ModelPulls {
    /** More would only share one line. */
    private static final int MOST_AT_ONCE = 2;

    private static final long STOP_SECONDS = 5;

    private final LocalModelStore store;
    private final ExecutorService threads;
    private final Map<String, Pull> pulls = new HashMap<>();

    BackgroundPulls(LocalModelStore store) {
        this.store = store;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mynah-models");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One pull, and what it last told. */
    private static final class Pull {
        private final Switch cancellation = new Switch();
        private volatile ModelProgress progress;

        Pull(ModelProgress first) {
            this.progress = first;
        }
    }

    @Override
    public ModelProgress start(String id, String precision) throws ModelException {
        Selection selection = store.select(id, precision);
        synchronized (pulls) {
            Pull running = pulls.get(id);
            if (running != null && !running.progress.state().isOver()) {
                if (running.progress.precision().equals(selection.precision())) {
                    return running.progress;
                }
                throw new ModelException.Busy(id + " is being fetched as " + running.progress.precision()
                        + "; wait for its end or cancel it");
            }
            long others = pulls.values().stream()
                    .filter(pull -> !pull.progress.state().isOver())
                    .count();
            if (others >= MOST_AT_ONCE) {
                throw new ModelException.Busy(others + " other models are being fetched; wait for one");
            }
            Pull pull = new Pull(new ModelProgress(id, selection.precision(), State.ASKING, null, 0, -1, 0, -1, null));
            pulls.put(id, pull);
            threads.execute(() -> run(pull));
            return pull.progress;
        }
    }

    private void run(Pull pull) {
        ModelProgress first = pull.progress;
        try {
            store.pull(first.model(), first.precision(), progress -> pull.progress = progress, pull.cancellation);
        } catch (ModelException.Cancelled e) {
            pull.progress = over(pull.progress, State.CANCELLED, e.getMessage());
        } catch (ModelException e) {
            pull.progress = over(pull.progress, State.FAILED, e.getMessage());
        } catch (RuntimeException | Error e) {
            // Whoever looks must not see it run for ever.
            pull.progress = over(pull.progress, State.FAILED, "an unexpected failure: " + e);
            throw e;
        }
    }

    private static ModelProgress over(ModelProgress last, State state, @Nullable String message) {
        return new ModelProgress(
                last.model(),
                last.precision(),
                state,
                last.file(),
                last.bytesDone(),
                last.bytesTotal(),
                0,
                -1,
                message);
    }

    @Override
    public Optional<ModelProgress> progress(String id) {
        synchronized (pulls) {
            return Optional.ofNullable(pulls.get(id)).map(pull -> pull.progress);
        }
    }

    @Override
    public boolean cancel(String id) {
        Pull pull;
        synchronized (pulls) {
            pull = pulls.get(id);
        }
        if (pull == null || pull.progress.state().isOver()) {
            return false;
        }
        pull.cancellation.request();
        return true;
    }

    /** Ends all pulls. */
    void stop() {
        synchronized (pulls) {
            pulls.values().forEach(pull -> pull.cancellation.request());
        }
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
