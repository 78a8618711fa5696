package io.mynah.closest;

import io.mynah.api.engine.EngineException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final int UTTERANCES_A_PAGE = 8;
    /** A judgement takes as long as so many utterances of the search. */
    private static final int UTTERANCES_A_JUDGEMENT = 25;

    private static final int MOST_FAILURES = 5;
    private static final Duration GLANCE = Duration.ofMillis(50);
    /** An engine that is being replaced is back by then; for another one the next request begins anew. */
    private static final int MOST_ABSENCES = 400;
    /** The server has been quiet for so many glances. */
    private static final int QUIET_GLANCES = 6;

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
    /** Used by the search's thread alone, as is the next. */
    private boolean settled;

    private boolean tidied;

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
                        tidyOnce();
                        awaitQuiet();
                        listener.listenClosely(pursuit.wav()).ifPresent(pursuit::isOf);
                        new Run(pursuit).run();
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

    /** A name under which the pursued content is still there. */
    private Optional<String> name(Pursuit pursuit) {
        String contentId = pursuit.subject().contentId();
        return pursuit.names().stream()
                .filter(name -> surroundings.has(name, contentId))
                .findFirst();
    }

    private void tidyOnce() throws IOException {
        if (!tidied) {
            tidied = true;
            notebook.tidy(surroundings::has);
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

    /** One search. */
    private final class Run {
        private final Pursuit pursuit;
        private final MixtureSearch search;
        private final double[] first;
        private long spent;
        private int failures;
        private int absences;
        private int written;

        Run(Pursuit pursuit) {
            this.pursuit = pursuit;
            search = new MixtureSearch(
                    model.get(), samples, pursuit.usable(), pursuit.speaker().whole());
            first = search.best();
            notebook.read(pursuit.subject(), samples.voices().size(), samples.dimensions())
                    .ifPresent(page -> {
                        page.heard().forEach(search::learn);
                        spent = page.spentNanos();
                    });
            written = search.heard().size();
        }

        void run() throws InterruptedException, IOException {
            try {
                while (!search.isOver() && isTimeLeft() && isWorthwhile()) {
                    listen();
                    if (search.heard().size() >= written + UTTERANCES_A_PAGE) {
                        written = search.heard().size();
                        pursuit.found(interim());
                        write();
                    }
                }
                if (isWorthwhile()) {
                    judge();
                    write();
                }
            } catch (InterruptedException e) {
                write();
                throw e;
            }
            if (pursuit.finding().searched()) {
                LOG.info(
                        "A search for the closest voice to a clip is over: {} utterances, {} s of processor time",
                        search.heard().size(),
                        Math.round(ProcessorTime.seconds(spent)));
            }
            if (name(pursuit).isEmpty()) {
                notebook.tearOut(pursuit.subject().contentId());
                lost.accept(pursuit);
            }
        }

        private boolean isWorthwhile() {
            return failures < MOST_FAILURES
                    && absences < MOST_ABSENCES
                    && name(pursuit).isPresent();
        }

        /** Whether there is time for another utterance and for the judgement. */
        private boolean isTimeLeft() {
            long utterance = spent / Math.max(1, search.heard().size());
            return spent + UTTERANCES_A_JUDGEMENT * utterance < longest.toNanos();
        }

        private void listen() throws InterruptedException {
            awaitQuiet();
            long began = ProcessorTime.now();
            double[] weights = search.next();
            int text = search.nextText();
            hear(weights, Sentences.SEARCH.get(text))
                    .ifPresent(vector -> search.learn(new MixtureSearch.Heard(weights, text, vector)));
            spent += ProcessorTime.now() - began;
        }

        private Finding interim() {
            Speaker speaker = pursuit.speaker();
            double similarity = search.expectedSimilarity(search.bestFor(speaker.half()), speaker.rest());
            return new Finding(search.settled(), similarity, false);
        }

        /** Which of the first and the last is more like the clip; and how like its rest is what its half leads to. */
        private void judge() throws InterruptedException {
            Speaker speaker = pursuit.speaker();
            Optional<double[]> before = hearAll(first);
            double[] last = search.settled();
            Optional<double[]> after = hearAll(last);
            Optional<double[]> byHalf = hearAll(search.bestFor(speaker.half()));
            if (before.isEmpty() || after.isEmpty() || byHalf.isEmpty()) {
                return;
            }
            boolean better = Matrix.dot(after.get(), speaker.whole()) > Matrix.dot(before.get(), speaker.whole());
            double similarity = Matrix.dot(byHalf.get(), speaker.rest());
            pursuit.found(new Finding(better ? last : first, similarity, true));
        }

        /** The vector over all sentences that the search did not use; empty if that fails, or the clip has gone. */
        private Optional<double[]> hearAll(double[] weights) throws InterruptedException {
            List<double[]> heard = new ArrayList<>();
            List<String> left = new ArrayList<>(Sentences.JUDGEMENT);
            while (!left.isEmpty() && isWorthwhile()) {
                awaitQuiet();
                long began = ProcessorTime.now();
                Optional<double[]> vector = hear(weights, left.get(0));
                spent += ProcessorTime.now() - began;
                if (vector.isPresent()) {
                    heard.add(vector.get());
                    left.remove(0);
                }
            }
            return left.isEmpty() ? Optional.of(Matrix.direction(heard.toArray(double[][]::new))) : Optional.empty();
        }

        private Optional<double[]> hear(double[] weights, String text) throws InterruptedException {
            Optional<Surroundings.Listening> lent = surroundings.listen(samples.engine());
            if (lent.isEmpty()) {
                Thread.sleep(GLANCE.toMillis()); // the engine is being replaced
                absences++;
                return Optional.empty();
            }
            absences = 0;
            try (Surroundings.Listening listening = lent.get();
                    GivingWay givingWay =
                            new GivingWay(clock, () -> closed || listening.isWantedBack() || surroundings.isBusy())) {
                Optional<double[]> vector = listening.ear().hear(weights, List.of(text), givingWay.cancellation());
                settled = !givingWay.isRequested();
                failures = vector.isPresent() || !settled ? 0 : failures + 1;
                return vector;
            } catch (EngineException e) {
                LOG.debug("The search for a closest voice could not hear a mixture", e);
                failures++;
                return Optional.empty();
            }
        }

        private void write() throws IOException {
            Optional<String> name = name(pursuit);
            if (name.isPresent()) {
                Finding finding = pursuit.finding();
                long within = search.isOver() ? Notebook.Page.FOR_GOOD : longest.toNanos();
                notebook.write(
                        pursuit.subject(),
                        new Notebook.Page(name.get(), finding, spent, finding.searched() ? within : 0, search.heard()),
                        samples.voices().size(),
                        samples.dimensions());
            }
        }
    }

    /** Returns at once if nobody came since the last time; otherwise when it has been quiet for a while. */
    private void awaitQuiet() throws InterruptedException {
        for (int quiet = settled ? QUIET_GLANCES : 0; quiet < QUIET_GLANCES || surroundings.isBusy(); quiet++) {
            if (closed) {
                throw new InterruptedException("closed");
            }
            if (surroundings.isBusy()) {
                quiet = -1;
            }
            Thread.sleep(GLANCE.toMillis());
        }
        settled = true;
        if (closed) {
            throw new InterruptedException("closed");
        }
    }
}
