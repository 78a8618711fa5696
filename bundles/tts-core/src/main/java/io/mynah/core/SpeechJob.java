package io.mynah.core;

import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Utterance;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way, seen from both sides: workers begin, deliver and complete its sentences; its {@link JobReader} takes
 * them in their order. The reader keeps the deadlines while it waits, so no timer is needed. All fields that change are
 * guarded by the queue's lock; engines are only called into without it.
 */
final class SpeechJob {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechJob.class);
    private static final float[] END_OF_SENTENCE = {};

    private final SpeechQueue queue;
    private final VoicedRequest request;
    private final Patience patience;
    private final List<Sentence> sentences = new ArrayList<>();
    /** Those that are to be begun, in their order. */
    private final Queue<Sentence> pending = new PriorityQueue<>();

    private final Condition audible;

    /** Who speaks; until somebody does, who probably will. */
    private EngineInfo speaker;

    private boolean begun;
    private boolean delivered;
    private int running;
    private int completed;
    private int reading;
    private long samples;

    private @Nullable SpeechException failure;
    private boolean closed;
    /** Utterances to be cancelled once the lock is free. */
    private final List<CancellationSource> dueCancellations = new ArrayList<>();

    /**
     * A request that has been checked.
     *
     * @param texts its sentences; none if nothing in it can be spoken
     * @param engine the one that was found for it
     */
    SpeechJob(SpeechQueue queue, VoicedRequest request, List<String> texts, EngineInfo engine, Limits limits) {
        this.queue = queue;
        this.request = request;
        this.patience = new Patience(limits);
        this.speaker = engine;
        this.audible = queue.lock.newCondition();
        texts.forEach(text -> sentences.add(new Sentence(sentences.size(), text)));
        pending.addAll(sentences);
    }

    // ---- The workers' side. The queue calls with the lock held, but for deliver, complete and fail. ----

    boolean isBegun() {
        return begun;
    }

    boolean isComplete() {
        return completed == sentences.size();
    }

    /** Samples that it keeps in memory, or that its reader does. */
    long samples() {
        return samples;
    }

    boolean hasWork() {
        return failure == null
                && !closed
                && !pending.isEmpty()
                && pending.element().index < reading + queue.lookAhead()
                && (begun || !patience.turnIsOver());
    }

    /** Whether an engine will do. Once one speaks, the others must have its sample rate. */
    boolean accepts(EngineInfo engine) {
        return request.accepts(engine) && (!isSpeaking() || speaker.sampleRate() == engine.sampleRate());
    }

    private boolean isSpeaking() {
        return delivered || running > 0;
    }

    Sentence begin(EngineInfo engine) {
        if (!isSpeaking()) {
            speaker = engine;
        }
        begun = true;
        patience.progress();
        running++;
        audible.signal(); // other limits hold from here on
        Sentence sentence = pending.remove();
        sentence.cancellation = Sentence.newCancellation();
        return sentence;
    }

    /** There is work but no engine for it. */
    void starve() {
        patience.starve();
        audible.signal();
    }

    /** An engine has come. */
    void hope() {
        patience.hope();
        audible.signal();
    }

    Utterance utterance(Sentence sentence, EngineInfo engine) {
        return request.utterance(sentence.text, engine);
    }

    void deliver(Sentence sentence, float[] block) {
        queue.lock.lock();
        try {
            if (!closed && failure == null && block.length > 0) {
                sentence.delivered = true;
                delivered = true;
                patience.progress();
                samples += block.length;
                sentence.blocks.addLast(block);
                if (queue.grown(this, block.length)) {
                    audible.signal();
                } else {
                    fail(new SpeechException.SpeechTooLong(samples / speaker.sampleRate() / 60));
                }
            }
        } finally {
            unlock();
        }
    }

    void complete(Sentence sentence) {
        queue.lock.lock();
        try {
            running--;
            sentence.complete = true;
            completed++;
            if (isComplete()) {
                queue.leave(this);
            }
            audible.signal();
        } finally {
            unlock();
        }
    }

    void fail(Sentence sentence, EngineException cause) {
        queue.lock.lock();
        try {
            running--;
            if (closed || failure != null) {
                return;
            }
            if (!sentence.cancellation.isRequested()) {
                String reason = cause.getMessage() == null ? "the engine failed" : cause.getMessage();
                fail(new SpeechException.SynthesisFailed(
                        reason, cause.kind() == EngineException.Kind.OUT_OF_MEMORY, cause));
            } else if (sentence.delivered) {
                LOG.warn("Request {}: its engine had to go in the middle of a sentence", request.id());
                fail(new SpeechException.Unavailable("The engine was replaced while it spoke", Duration.ofSeconds(1)));
            } else {
                // The engine had to go before it said anything: the next one says it.
                pending.add(sentence);
                queue.wakeWorkers();
            }
        } finally {
            unlock();
        }
    }

    private void fail(SpeechException reason) {
        failure = reason;
        end();
    }

    /** Gives the place back and cancels what is under way; called with the lock held. */
    private void end() {
        queue.leave(this);
        pending.clear();
        sentences.forEach(sentence -> dueCancellations.add(sentence.cancellation));
        audible.signal();
    }

    private void unlock() {
        List<CancellationSource> due = List.copyOf(dueCancellations);
        dueCancellations.clear();
        queue.lock.unlock();
        due.forEach(CancellationSource::request);
    }

    // ---- The reader's side. ----

    /** Waits for the first audio; tells who speaks. */
    SpeechInfo awaitSpeaker() throws SpeechException {
        queue.lock.lock();
        try {
            await(() -> delivered || isComplete());
            return request.spokenBy(speaker);
        } finally {
            unlock();
        }
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
            unlock();
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
                long left = patience.left(begun, running > 0);
                if (left <= 0) {
                    LOG.warn("Request {}: its time is up, {} sentences under way", request.id(), running);
                    fail(patience.exceeded(running > 0));
                } else {
                    long ignored = audible.awaitNanos(left);
                }
                throwFailure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new SpeechException.Cancelled());
            throwFailure();
        }
    }

    /** Ends the request wherever it is, from any thread, and gives back the memory of its audio. */
    void close() {
        queue.lock.lock();
        try {
            if (!closed) {
                closed = true;
                end();
                queue.shrunk(samples);
            }
        } finally {
            unlock();
        }
    }
}
