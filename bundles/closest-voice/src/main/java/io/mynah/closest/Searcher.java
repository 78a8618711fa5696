package io.mynah.closest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out searches in the background, one after the other, each only while the server has nothing else to do. Every few
 * utterances it writes down what was heard, and goes on from there after a restart. Safe for use by several threads.
 */
final class Searcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Searcher.class);

    private final Samples samples;
    private final Supplier<SoundModel> model;
    private final ClipListener listener;
    private final Surroundings surroundings;
    private final Notebook notebook;
    private final Duration longest;
    private final Consumer<Pursuit> lost;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(daemons("mynah-closest-search"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(daemons("mynah-closest-clock"));
    private volatile boolean closed;

    /**
     * @param model gives a copy of its own to each search
     * @param longest processor time that a search may take
     * @param lost told of pursuits whose clip has gone
     */
    Searcher(
            Samples samples,
            Supplier<SoundModel> model,
            ClipListener listener,
            Surroundings surroundings,
            Notebook notebook,
            Duration longest,
            Consumer<Pursuit> lost) {
        this.samples = samples;
        this.model = model;
        this.listener = listener;
        this.surroundings = surroundings;
        this.notebook = notebook;
        this.longest = longest;
        this.lost = lost;
    }

    /** Of low priority, which not every system heeds: what counts is that the search gives way. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    /** Puts a pursuit into the queue, unless it is over, or there already. */
    void search(Pursuit pursuit) {
        if (closed || !pursuit.begin()) {
            return;
        }
        try {
            thread.execute(() -> {
                try {
                    if (!closed) {
                        run(pursuit);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (NoSuchFileException e) {
                    LOG.debug("A clip has gone, or has another name, while its search waited", e);
                } catch (IOException | RuntimeException e) {
                    // Messages of exceptions name files, and files are named after people.
                    LOG.warn(
                            "The search for the closest voice to a clip was given up: {}",
                            e.getClass().getSimpleName());
                    LOG.debug("It was given up", e);
                } finally {
                    pursuit.end();
                }
            });
        } catch (RejectedExecutionException e) {
            pursuit.end(); // closed just now
        }
    }

    private void run(Pursuit pursuit) throws InterruptedException, IOException {
        IdleEar ear = new IdleEar(surroundings, samples.engine(), clock, () -> closed);
        ear.awaitQuiet();
        listener.listenClosely(pursuit.wav()).ifPresent(pursuit::isOf);
        new SearchRun(pursuit, model.get(), samples, notebook, surroundings, ear, longest).run();
        if (pursuit.name(surroundings).isEmpty()) {
            notebook.tearOut(pursuit.subject().contentId());
            lost.accept(pursuit);
        }
    }

    /** Stops what is under way, having written down how far it came, and waits for that. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown(); // not interrupted, which would close the file that is being written
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The search for a closest voice does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
    }
}
