package io.mynah.models;

import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import io.mynah.api.model.ModelReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Checks on one thread, which lives as long as there are any. Safe for use by several threads. */
final class BackgroundChecks implements ModelChecks {
    private static final long STOP_SECONDS = 5;
    /** Mixtures can be written in ever so many ways. */
    private static final int MOST_REMEMBERED = 100;

    private final LocalModelStore store;
    private final ThreadPoolExecutor thread;
    private final Map<Key, Running> checks = new HashMap<>();

    BackgroundChecks(LocalModelStore store) {
        this.store = store;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "mynah-model-checks");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    private record Key(String id, String precision) {}

    /** One check, and what it last told. */
    private static final class Running {
        private final Selection selection;
        /** Of its files, when it began. */
        private final long stamp;

        private final Switch cancellation = new Switch();
        private volatile Check check;

        Running(Selection selection, long stamp, ModelProgress first) {
            this.selection = selection;
            this.stamp = stamp;
            this.check = new Check(first, null);
        }

        private void tell(ModelProgress progress) {
            check = new Check(progress, null);
        }

        private void end(State state, @Nullable String message, @Nullable ModelReport report) {
            ModelProgress last = check.progress();
            check = new Check(
                    new ModelProgress(
                            last.model(),
                            last.precision(),
                            state,
                            null,
                            last.bytesDone(),
                            last.bytesTotal(),
                            0,
                            -1,
                            message),
                    report);
        }

        private boolean isOver() {
            return check.progress().state().isOver();
        }
    }

    @Override
    public ModelProgress start(String id, String precision) throws ModelException {
        Selection selection = store.select(id, precision);
        Key key = new Key(id, selection.precision());
        synchronized (checks) {
            Running last = checks.get(key);
            if (last != null && !last.isOver()) {
                return last.check.progress();
            }
            ModelProgress first =
                    new ModelProgress(id, selection.precision(), State.CHECKING, null, 0, -1, 0, -1, null);
            Running running = new Running(selection, stamp(selection), first);
            if (checks.size() >= MOST_REMEMBERED) {
                checks.values().removeIf(Running::isOver);
            }
            checks.put(key, running);
            thread.execute(() -> run(running));
            return first;
        }
    }

    private void run(Running running) {
        ModelProgress first = running.check.progress();
        try {
            if (running.cancellation.isRequested()) {
                throw Pause.cancelled();
            }
            // Its last word is told with the report: who sees that it is over sees what was found, too.
            ModelReport report = store.verify(
                    first.model(),
                    first.precision(),
                    progress -> {
                        if (!progress.state().isOver()) {
                            running.tell(progress);
                        }
                    },
                    running.cancellation);
            running.end(State.DONE, null, report);
        } catch (ModelException.Cancelled e) {
            running.end(State.CANCELLED, e.getMessage(), null);
        } catch (ModelException e) {
            running.end(State.FAILED, e.getMessage(), null);
        } catch (RuntimeException | Error e) {
            // Whoever looks must not see it run for ever.
            running.end(State.FAILED, "an unexpected failure: " + e, null);
            throw e;
        }
    }

    @Override
    public Optional<Check> last(String id, String precision) {
        Running running;
        synchronized (checks) {
            running = checks.get(new Key(id, precision));
        }
        if (running == null) {
            return Optional.empty();
        }
        boolean holds = !running.isOver() || running.stamp == stamp(running.selection);
        return holds ? Optional.of(running.check) : Optional.empty();
    }

    private long stamp(Selection selection) {
        return store.shelf().stamp(List.of(selection));
    }

    @Override
    public boolean cancel(String id) {
        boolean any = false;
        synchronized (checks) {
            for (Map.Entry<Key, Running> entry : checks.entrySet()) {
                if (entry.getKey().id().equals(id) && !entry.getValue().isOver()) {
                    entry.getValue().cancellation.request();
                    any = true;
                }
            }
        }
        return any;
    }

    /** Ends all checks. */
    void stop() {
        synchronized (checks) {
            checks.values().forEach(running -> running.cancellation.request());
        }
        thread.shutdown();
        try {
            thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
