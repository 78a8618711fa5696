package io.mynah.core;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService.QueueState;
import io.mynah.core.engines.EngineRegistry;
import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue of requests, and the workers that speak them. The unit of work is a sentence: requests take turns, so
 * that a short one does not wait for a long one, and the sentences of one request are spoken side by side where workers are
 * free. A request is worked on only a few sentences ahead of its reader, so a slow reader holds no worker and little
 * memory. All state, that of the {@link SpeechJob}s included, is guarded by one lock that is never held while speaking.
 */
final class SpeechQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechQueue.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    final ReentrantLock lock = new ReentrantLock();
    /** A worker may find something to do, a reader something to hear. */
    private final Condition work = lock.newCondition();

    private final Condition empty = lock.newCondition();
    private final EngineRegistry engines;
    private final int capacity;
    private final long characterBudget;
    private final List<Thread> workers = new ArrayList<>();
    /** Every request that holds a place, in the order of their turns. */
    private final Deque<SpeechJob> turns = new ArrayDeque<>();

    private long characters;
    private boolean draining;
    private boolean closed;

    /**
     * A queue with workers that run until {@link #close()}.
     *
     * @param drainLimit handed to the registry of engines
     * @param characterBudget most characters of all requests together, since audio is kept in memory until it is read;
     *     a single request is accepted whatever its length
     */
    SpeechQueue(int workerCount, int capacity, long characterBudget, Duration drainLimit) {
        this.capacity = capacity;
        this.characterBudget = characterBudget;
        this.engines = new EngineRegistry(drainLimit, this::wakeWorkers);
        for (int i = 1; i <= workerCount; i++) {
            Thread worker = new Thread(this::work, "mynah-speaker-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    EngineRegistry engines() {
        return engines;
    }

    /** How many sentences a request may be worked on ahead of its reader. */
    int lookAhead() {
        return workers.size() + 1;
    }

    QueueState state() {
        lock.lock();
        try {
            int speaking = (int) turns.stream().filter(SpeechJob::isBegun).count();
            return new QueueState(turns.size() - speaking, speaking, capacity);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a request its place, or refuses it at once. */
    void admit(SpeechJob job) throws SpeechException.Unavailable {
        lock.lock();
        try {
            if (draining) {
                throw new SpeechException.Unavailable("The server is stopping", RETRY_AFTER);
            }
            if (turns.size() >= capacity || (characters > 0 && characters + job.characters() > characterBudget)) {
                throw new SpeechException.Unavailable(
                        "The queue is full (" + turns.size() + " of " + capacity + " requests)", RETRY_AFTER);
            }
            characters += job.characters();
            turns.addLast(job);
            work.signalAll(); // one request has work for several workers
        } finally {
            lock.unlock();
        }
    }

    /** Takes a request's place back; called with the lock held, as often as one likes. */
    void leave(SpeechJob job) {
        if (turns.remove(job) && turns.isEmpty()) {
            empty.signalAll();
        }
    }

    /** Frees the memory budget of a request whose audio has been handed on; called with the lock held. */
    void forget(SpeechJob job) {
        characters -= job.characters();
    }

    void wakeWorkers() {
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (Turn turn = next(); turn != null; turn = next()) {
                speak(turn);
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", Thread.currentThread().getName());
        }
    }

    private @Nullable Turn next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                for (Iterator<SpeechJob> jobs = turns.iterator(); jobs.hasNext(); ) {
                    SpeechJob job = jobs.next();
                    if (job.hasWork()) {
                        Optional<Lease> lease = engines.acquire(job::accepts);
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

    private static void speak(Turn turn) {
        SpeechJob job = turn.job();
        SpeechJob.Sentence sentence = turn.spoken().sentence();
        UtteranceCancellation cancellation = turn.spoken().cancellation();
        try (Lease lease = turn.lease()) {
            lease.onRecall(cancellation::request);
            try (PcmStream audio = lease.engine().speak(turn.spoken().utterance(), cancellation)) {
                for (float[] block = audio.read(); block != null; block = audio.read()) {
                    job.deliver(sentence, finite(block));
                }
            }
            job.complete(sentence);
        } catch (EngineException e) {
            job.fail(sentence, e);
        } catch (OutOfMemoryError e) {
            job.fail(sentence, new EngineException(EngineException.Kind.OUT_OF_MEMORY, "out of memory", e));
        } catch (RuntimeException | LinkageError e) {
            job.fail(
                    sentence,
                    new EngineException(
                            EngineException.Kind.FAILED, e.getClass().getSimpleName(), e));
        }
    }

    private static float[] finite(float[] block) throws EngineException {
        float sum = 0;
        for (float sample : block) {
            sum += sample * 0f; // NaN once a sample is NaN or infinite
        }
        if (Float.isNaN(sum)) {
            throw new EngineException(EngineException.Kind.FAILED, "the engine gave samples that are not numbers");
        }
        return block;
    }

    /** Admits nothing more and waits for the requests under way. */
    void drain(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            draining = true;
            long rest = limit.toNanos();
            while (!turns.isEmpty() && rest > 0) {
                rest = empty.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what is left and ends the workers. */
    @Override
    public void close() {
        List<SpeechJob> left;
        lock.lock();
        try {
            draining = true;
            closed = true;
            left = List.copyOf(turns);
            work.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(SpeechJob::close);
        workers.forEach(Thread::interrupt);
    }

    private record Turn(SpeechJob job, SpeechJob.Spoken spoken, Lease lease) {}
}
