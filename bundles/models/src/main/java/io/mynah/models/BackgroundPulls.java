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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls on threads of their own, which live as long as the pulls, and the log of them. Safe for use by several threads. */
final class BackgroundPulls implements ModelPulls {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundPulls.class);
    /** More would only share one line. */
    private static final int MOST_AT_ONCE = 2;

    private static final long STOP_SECONDS = 5;

    private final LocalModelStore store;
    private final Consumer<ModelProgress> listener;
    private final ExecutorService threads;
    private final Map<String, Pull> pulls = new HashMap<>();

    /** @param listener hears of all pulls, on their threads */
    BackgroundPulls(LocalModelStore store, Consumer<ModelProgress> listener) {
        this.store = store;
        this.listener = listener;
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
        store.requirePullable(selection);
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
        String model = first.model();
        LOG.info("{} ({}) is being fetched", model, first.precision());
        try {
            store.pull(model, first.precision(), progress -> tell(pull, progress), pull.cancellation);
            LOG.info("{} is here", model);
        } catch (ModelException.Cancelled e) {
            LOG.info("{} was not fetched: somebody ended that", model);
            tell(pull, over(pull.progress, State.CANCELLED, e.getMessage()));
        } catch (ModelException e) {
            LOG.error("{} was not fetched: {}", model, e.getMessage());
            tell(pull, over(pull.progress, State.FAILED, e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.error("{} was not fetched: {}", model, e.toString()); // thrown on, so that its trace is told as well
            // Whoever looks must not see it run for ever.
            tell(pull, over(pull.progress, State.FAILED, "an unexpected failure: " + e));
            throw e;
        }
    }

    private void tell(Pull pull, ModelProgress now) {
        pull.progress = now;
        listener.accept(now);
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
