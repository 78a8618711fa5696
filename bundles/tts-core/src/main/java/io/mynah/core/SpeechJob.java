package io.mynah.core;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Utterance;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way, seen from both sides: workers begin, deliver and complete its sentences; its {@link JobReader} takes
 * them in their order. The reader keeps the deadlines while it waits, so no timer is needed. All fields that change are
 * guarded by the queue's lock.
 */
final class SpeechJob {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechJob.class);
    private static final float[] END_OF_SENTENCE = {};

    private final SpeechQueue queue;
    private final Condition audible;
    private final VoicedRequest request;
    /** For the log. */
    private final String id;

    private final List<Sentence> sentences = new ArrayList<>();
    /** Those that have not been begun, in their order. */
    private final Deque<Sentence> pending = new ArrayDeque<>();

    private final int characters;
    private final Limits limits;
    private final long admittedAt = System.nanoTime();

    private int reading;
    private int completed;
    /** When work was found that no engine is there for; 0 while there is one. */
    private long starvedAt;

    private @Nullable EngineInfo speaker;
    private @Nullable SpeechException failure;
    private boolean closed;

    /**
     * How long the parts of a way may take.
     *
     * @param turn until the first sentence is begun
     * @param swap until an engine is back
     */
    record Limits(Duration turn, Duration swap) {}

    /**
     * A request that has been checked.
     *
     * @param texts its sentences, at least one
     */
    SpeechJob(SpeechQueue queue, VoicedRequest request, List<String> texts, Limits limits) {
        this.queue = queue;
        this.audible = queue.lock.newCondition();
        this.request = request;
        this.id = request.request().id();
        this.limits = limits;
        this.characters = request.request().text().length();
        for (String text : texts) {
            sentences.add(new Sentence(sentences.size(), text));
        }
        pending.addAll(sentences);
    }

    int characters() {
        return characters;
    }

    // ---- The workers' side; the lock is held where the queue calls, and taken here otherwise. ----

    boolean isBegun() {
        return speaker != null;
    }

    boolean hasWork() {
        return failure == null
                && !closed
                && !pending.isEmpty()
                && pending.getFirst().index < reading + queue.lookAhead()
                && (isBegun() || remaining(limits.turn(), admittedAt) > 0);
    }

    /** Whether an engine will do. Once one has spoken, the others must have its sample rate. */
    boolean accepts(EngineInfo engine) {
        return request.accepts(engine) && (speaker == null || speaker.sampleRate() == engine.sampleRate());
    }

    Spoken begin(Lease lease) {
        starvedAt = 0;
        if (speaker == null) {
            speaker = lease.info();
        }
        Sentence sentence = pending.removeFirst();
        UtteranceCancellation cancellation = new UtteranceCancellation();
        sentence.cancellation = cancellation;
        return new Spoken(sentence, request.utterance(sentence.text, lease.info()), cancellation);
    }

    /** There is work but no engine for it: from here on the swap limit counts. */
    void starve() {
        if (starvedAt == 0) {
            starvedAt = System.nanoTime();
            audible.signal();
        }
    }

    void deliver(Sentence sentence, float[] block) {
        queue.lock.lock();
        try {
            if (!closed && block.length > 0) {
                sentence.delivered = true;
                sentence.blocks.addLast(block);
                audible.signal();
            }
        } finally {
            queue.lock.unlock();
        }
    }

    void complete(Sentence sentence) {
        queue.lock.lock();
        try {
            sentence.complete = true;
            if (++completed == sentences.size()) {
                queue.leave(this);
            }
            audible.signal();
        } finally {
            queue.lock.unlock();
        }
    }

    void fail(Sentence sentence, EngineException cause) {
        queue.lock.lock();
        try {
            if (closed || failure != null) {
                return;
            }
            if (cause.kind() != EngineException.Kind.CANCELLED) {
                LOG.warn("Request {}: the engine failed", id, cause);
                String reason = cause.getMessage() == null ? "the engine failed" : cause.getMessage();
                fail(new SpeechException.SynthesisFailed(
                        reason, cause.kind() == EngineException.Kind.OUT_OF_MEMORY, cause));
            } else if (sentence.delivered) {
                LOG.warn("Request {}: its engine had to go in the middle of a sentence", id);
                fail(new SpeechException.Unavailable("The engine was replaced while it spoke", Duration.ofSeconds(1)));
            } else {
                // The engine had to go before it said anything: the next one says it.
                pending.addFirst(sentence);
                queue.wakeWorkers();
            }
        } finally {
            queue.lock.unlock();
        }
    }

    private void fail(SpeechException reason) {
        if (failure != null) {
            return;
        }
        failure = reason;
        queue.leave(this);
        cancelAll();
        audible.signal();
    }

    private void cancelAll() {
        for (Sentence sentence : sentences) {
            if (sentence.cancellation != null) {
                sentence.cancellation.request();
            }
        }
    }

    private static long remaining(Duration limit, long since) {
        return limit.toNanos() - (System.nanoTime() - since);
    }

    // ---- The reader's side. ----

    /** Waits for the first audio; tells who speaks. */
    SpeechInfo awaitSpeaker() throws SpeechException {
        queue.lock.lock();
        try {
            Sentence first = sentences.get(0);
            await(() -> first.delivered || first.complete);
            return request.spokenBy(speaker());
        } finally {
            queue.lock.unlock();
        }
    }

    private EngineInfo speaker() throws SpeechException {
        if (speaker == null) {
            throw new SpeechException.Cancelled();
        }
        return speaker;
    }

    /** Waits for the next block; an empty one is the end of a sentence, {@code null} the end of all. */
    float @Nullable [] take() throws SpeechException {
        queue.lock.lock();
        try {
            throwFailure();
            if (reading == sentences.size()) {
                return null;
            }
            Sentence sentence = sentences.get(reading);
            await(() -> !sentence.blocks.isEmpty() || sentence.complete);
            float[] block = sentence.blocks.pollFirst();
            if (block != null) {
                return block;
            }
            reading++;
            queue.wakeWorkers();
            return END_OF_SENTENCE;
        } finally {
            queue.lock.unlock();
        }
    }

    private void throwFailure() throws SpeechException {
        if (closed) {
            throw new SpeechException.Cancelled();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Waits; ends the request if its time is up. */
    private void await(BooleanSupplier condition) throws SpeechException {
        throwFailure();
        try {
            while (!condition.getAsBoolean()) {
                long patience = patience();
                if (patience <= 0) {
                    fail(tooLate());
                } else {
                    long ignored = audible.awaitNanos(patience);
                }
                throwFailure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throwFailure();
        }
    }

    private long patience() {
        if (starvedAt != 0) {
            return remaining(limits.swap(), starvedAt);
        }
        return isBegun() ? Long.MAX_VALUE : remaining(limits.turn(), admittedAt);
    }

    private SpeechException tooLate() {
        return starvedAt == 0
                ? new SpeechException.DeadlineExceeded(limits.turn())
                : new SpeechException.Unavailable(
                        "No engine is there that can speak this request", Duration.ofSeconds(5));
    }

    /** Ends the request wherever it is, from any thread. */
    void close() {
        queue.lock.lock();
        try {
            if (!closed) {
                closed = true;
                queue.leave(this);
                queue.forget(this);
                cancelAll();
                audible.signal();
            }
        } finally {
            queue.lock.unlock();
        }
    }

    /** One sentence, from text to samples; guarded by the queue's lock. */
    static final class Sentence {
        private final int index;
        private final String text;
        private final Deque<float[]> blocks = new ArrayDeque<>();
        private @Nullable UtteranceCancellation cancellation;
        private boolean delivered;
        private boolean complete;

        private Sentence(int index, String text) {
            this.index = index;
            this.text = text;
        }
    }

    /** What a worker has to speak. */
    record Spoken(Sentence sentence, Utterance utterance, UtteranceCancellation cancellation) {}
}
