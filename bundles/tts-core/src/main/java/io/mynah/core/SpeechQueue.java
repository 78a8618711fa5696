package io.mynah.core;

import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechObserver;
import io.mynah.api.speech.SpeechObservers;
import io.mynah.api.speech.SpeechService.QueueState;
import io.mynah.core.engines.EngineRegistry;
import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue of requests, and the workers that speak them. The unit of work is a sentence: requests take turns, so
 * that a short one does not wait for a long one, and the sentences of one request are spoken side by side where workers are
 * free. A request is worked on only a few sentences ahead of its reader, so a slow reader holds no worker. Audio is counted
 * from the moment it is made until its request is closed: beyond the bound only the oldest request goes on, so that memory
 * is never exceeded by more than one of them. All state, that of the {@link SpeechJob}s included, is guarded by one lock
 * that is never held while an engine is called.
 */
final class SpeechQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechQueue.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final EngineRegistry engines;
    private final SpeechObservers observers =
            new SpeechObservers(failure -> LOG.warn("An observer of requests failed", failure));
    private final int capacity;
    private final long sampleBound;
    private final int workerCount;
    /** Requests that wait or are spoken, in the order of their turns. */
    private final Deque<SpeechJob> turns = new ArrayDeque<>();
    /** The same ones in the order in which they came. */
    private final Set<SpeechJob> byAge = new LinkedHashSet<>();

    private int hired;
    private int reserved;
    private long samples;
    private boolean draining;
    private boolean closed;

    /**
     * A queue with workers that run until {@link #close()}.
     *
     * @param sampleBound most samples in memory, of one request and of all of them
     * @param drainLimit handed to the registry of engines
     */
    SpeechQueue(int workerCount, int capacity, long sampleBound, Duration drainLimit) {
        this.capacity = capacity;
        this.sampleBound = sampleBound;
        this.engines = new EngineRegistry(drainLimit, this::engineCame);
        this.workerCount = workerCount;
        for (int i = 0; i < workerCount; i++) {
            hire();
        }
    }

    private void hire() {
        hired++;
        Thread worker = new Thread(this::work, "mynah-speaker-" + hired);
        worker.setDaemon(true);
        worker.start();
    }

    /** Goes on without the workers that speak these sentences, whose engines hang; called with the lock held. */
    void abandon(List<Sentence> sentences) {
        for (Sentence sentence : sentences) {
            sentence.abandoned = true;
            Objects.requireNonNull(sentence.lease).hangs();
            hire();
        }
    }

    /** Told what happens to the requests. */
    SpeechObservers observers() {
        return observers;
    }

    EngineRegistry engines() {
        return engines;
    }

    /** How many sentences a request may be worked on ahead of its reader. */
    int lookAhead() {
        return workerCount + 1;
    }

    QueueState state() {
        lock.lock();
        try {
            int speaking = (int) turns.stream().filter(SpeechJob::isBegun).count();
            return new QueueState(reserved + turns.size() - speaking, speaking, capacity);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place for a request that is yet to be checked; {@link #admit} or {@link #giveUp} must follow. */
    void reserve() throws SpeechException.Unavailable {
        lock.lock();
        try {
            if (draining) {
                throw new SpeechException.Unavailable("The speech service is stopping", RETRY_AFTER);
            }
            if (turns.size() + reserved >= capacity) {
                throw new SpeechException.Unavailable(
                        "The queue is full (" + capacity + " of " + capacity + " requests)", RETRY_AFTER);
            }
            if (samples >= sampleBound) {
                throw new SpeechException.Unavailable(
                        "The queue is full: too much audio waits to be read", RETRY_AFTER);
            }
            reserved++;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a reserved place back. */
    void giveUp() {
        lock.lock();
        try {
            reserved--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts a request on its reserved place; ends it if all are by now. */
    void admit(SpeechJob job) {
        boolean late;
        lock.lock();
        try {
            reserved--;
            late = closed;
            if (!late && !job.isComplete()) {
                turns.addLast(job);
                byAge.add(job);
                work.signalAll(); // one request has work for several workers
            }
            left.signalAll();
        } finally {
            lock.unlock();
        }
        if (late) {
            job.close();
        }
    }

    /** Takes a request's place back; called with the lock held, as often as one likes. */
    void leave(SpeechJob job) {
        if (byAge.remove(job)) {
            turns.remove(job);
            work.signalAll(); // another one may be the oldest now
            left.signalAll();
        }
    }

    /** Counts samples; called with the lock held. False if the request is larger than all there is room for. */
    boolean grown(SpeechJob job, int count) {
        samples += count;
        return job.samples() <= sampleBound;
    }

    /** Samples have been let go; called with the lock held. */
    void shrunk(long count) {
        samples -= count;
        work.signalAll();
    }

    void wakeWorkers() {
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void engineCame() {
        lock.lock();
        try {
            turns.forEach(SpeechJob::hope);
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (Turn turn = next(); turn != null; turn = isReplaced(turn) ? null : next()) {
                speak(turn);
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", Thread.currentThread().getName());
        }
    }

    /** Whether another worker was hired while this one spoke. */
    private boolean isReplaced(Turn turn) {
        lock.lock();
        try {
            return turn.sentence().abandoned;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Turn next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                for (Iterator<SpeechJob> jobs = turns.iterator(); jobs.hasNext(); ) {
                    SpeechJob job = jobs.next();
                    if (job.hasWork() && hasRoom(job)) {
                        Optional<Lease> lease = engines.acquire(job::accepts, job::isSpokenBy);
                        if (lease.isPresent()) {
                            jobs.remove();
                            turns.addLast(job);
                            return new Turn(job, job.begin(lease.get()), lease.get());
                        }
                        job.starve();
                    }
                }
                work.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests an engine speaks or was found for. */
    int requestsOf(EngineInfo engine) {
        lock.lock();
        try {
            return (int) turns.stream().filter(job -> job.isSpokenBy(engine)).count();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an engine has no request left; whether that came in time. */
    boolean awaitNoneOf(EngineInfo engine, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long rest = limit.toNanos();
            while (requestsOf(engine) > 0 && rest > 0) {
                rest = left.awaitNanos(rest);
            }
            return requestsOf(engine) == 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(SpeechJob job) {
        return samples < sampleBound || byAge.iterator().next() == job;
    }

    private void speak(Turn turn) {
        long began = System.nanoTime();
        Hearing hearing = new Hearing();
        EngineException.Kind failure = say(turn, hearing);
        EngineInfo engine = turn.lease().info();
        observers.sentenceEnded(new SpeechObserver.Sentence(
                engine.id(),
                failure,
                Duration.ofNanos(System.nanoTime() - began),
                hearing.length(engine.sampleRate())));
    }

    /** Why it was not spoken to its end; {@code null} if it was. */
    private static EngineException.@Nullable Kind say(Turn turn, Hearing hearing) {
        SpeechJob job = turn.job();
        Sentence sentence = turn.sentence();
        CancellationSource cancellation = sentence.cancellation;
        try (Lease lease = turn.lease()) {
            lease.onRecall(cancellation::request);
            try (PcmStream audio = job.speak(sentence, lease.engine())) {
                for (float[] block = audio.read(); block != null; block = audio.read()) {
                    hearing.hear(block);
                    job.deliver(sentence, block);
                    hearing.goOn();
                }
            }
            if (cancellation.isRequested()) {
                // Whatever has come may be cut short.
                throw new EngineException(EngineException.Kind.CANCELLED, "cancelled");
            }
            hearing.end(sentence.text);
            lease.spoke(sentence.text.length(), hearing.longestSilence());
            job.complete(sentence);
            return null;
        } catch (EngineException e) {
            return fail(turn, e);
        } catch (OutOfMemoryError e) {
            return fail(turn, new EngineException(EngineException.Kind.OUT_OF_MEMORY, "out of memory", e));
        } catch (Throwable e) {
            // Whatever an engine throws, its worker lives and the request is answered.
            return fail(
                    turn,
                    new EngineException(
                            EngineException.Kind.FAILED, e.getClass().getSimpleName(), e));
        }
    }

    private static EngineException.Kind fail(Turn turn, EngineException cause) {
        boolean cancelled = turn.sentence().cancellation.isRequested();
        if (!cancelled) {
            turn.lease().failed();
        }
        turn.job().fail(turn.sentence(), cause);
        return cancelled ? EngineException.Kind.CANCELLED : cause.kind();
    }

    /** Admits nothing more and waits for the requests under way. */
    void drain(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            draining = true;
            long rest = limit.toNanos();
            while (reserved + turns.size() > 0 && rest > 0) {
                rest = left.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what is left and lets the workers end. */
    @Override
    public void close() {
        List<SpeechJob> remaining;
        lock.lock();
        try {
            draining = true;
            closed = true;
            remaining = List.copyOf(turns);
            work.signalAll();
        } finally {
            lock.unlock();
        }
        remaining.forEach(SpeechJob::close);
    }

    private record Turn(SpeechJob job, Sentence sentence, Lease lease) {}
}
