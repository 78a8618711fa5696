package io.mynah.core;

import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechObserver.Outcome;
import io.mynah.api.speech.SpeechObserver.Request;
import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /** Told to the reader: another engine speaks from the beginning, and what has been taken is void. */
    static final float[] ANEW = {};

    private final SpeechQueue queue;
    private final String id;
    private final Patience patience;
    private final Course course;
    private final Understudies understudies = new Understudies();
    private final Condition audible;

    private Attempt attempt;

    /** Who speaks; until somebody does, who probably will. */
    private EngineInfo speaker;

    private boolean begun;
    /** Somebody is sought who takes over; nothing is spoken meanwhile. */
    private boolean recast;
    /** The reader uses none of what it takes before it has all. */
    private boolean whole;
    /** It has used some, so that whoever speaks must go on to the end. */
    private boolean committed;
    /** Nobody else speaks like the engine that is silent: it is given all the time there is. */
    private boolean tolerant;
    /** It has audio that is void, and has yet to hear of it. */
    private boolean anew;

    private @Nullable SpeechException failure;
    private boolean closed;
    /** Utterances to be cancelled once the lock is free. */
    private final List<CancellationSource> dueCancellations = new ArrayList<>();

    /**
     * A request that has been checked.
     *
     * @param texts its sentences; none if nothing in it can be spoken
     * @param engine the one that was found for it
     * @param course of the request so far
     */
    SpeechJob(
            SpeechQueue queue,
            VoicedRequest request,
            List<String> texts,
            EngineInfo engine,
            Limits limits,
            Course course) {
        this.queue = queue;
        this.course = course;
        course.admitted();
        this.id = request.id();
        this.patience = new Patience(limits);
        this.speaker = engine;
        this.audible = queue.lock.newCondition();
        this.attempt = new Attempt(request, texts);
    }

    // ---- The workers' side. The queue calls with the lock held, but for deliver, complete and fail. ----

    boolean isBegun() {
        return begun;
    }

    boolean isComplete() {
        return attempt.isComplete();
    }

    /** Samples that it keeps in memory, or that its reader does. */
    long samples() {
        return attempt.samples();
    }

    boolean hasWork() {
        return failure == null
                && !closed
                && !recast
                && attempt.hasWork(queue.lookAhead())
                && (begun || !patience.turnIsOver());
    }

    /** Whether an engine will do. Once one speaks, the others must have its sample rate. */
    boolean accepts(EngineInfo engine) {
        return attempt.request().accepts(engine)
                && !understudies.haveFailed(engine)
                && (!attempt.isSpeaking() || speaker.sampleRate() == engine.sampleRate());
    }

    /** Whether it is an engine's, as far as one can tell: it speaks it, or will probably begin. */
    boolean isSpokenBy(EngineInfo engine) {
        return speaker.id().equals(engine.id());
    }

    Sentence begin(Lease lease) {
        if (!attempt.isSpeaking()) {
            speaker = lease.info();
        }
        begun = true;
        course.begun();
        patience.progress();
        audible.signal(); // other limits hold from here on
        return attempt.begin(lease);
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

    PcmStream speak(Sentence sentence, TtsEngine engine) throws EngineException {
        return sentence.attempt.request().speak(sentence.text, engine, sentence.cancellation);
    }

    void deliver(Sentence sentence, float[] block) {
        queue.lock.lock();
        try {
            if (sentence.attempt == attempt && !closed && failure == null && block.length > 0) {
                patience.progress();
                course.audible();
                attempt.deliver(sentence, block);
                if (queue.grown(this, block.length)) {
                    audible.signal();
                } else {
                    fail(new SpeechException.SpeechTooLong(samples() / speaker.sampleRate() / 60));
                }
            }
        } finally {
            unlock();
        }
    }

    void complete(Sentence sentence) {
        queue.lock.lock();
        try {
            if (sentence.attempt == attempt) {
                attempt.complete(sentence);
                if (isComplete()) {
                    course.end(speaker.id(), Outcome.SPOKEN);
                    queue.leave(this);
                }
                audible.signal();
            }
        } finally {
            unlock();
        }
    }

    /** A sentence was not spoken. Takes as long as casting does where another engine takes the request over. */
    void fail(Sentence sentence, EngineException cause) {
        EngineInfo engine = sentence.engine();
        VoicedRequest before;
        Set<String> failed;
        queue.lock.lock();
        try {
            if (sentence.attempt != attempt) {
                return;
            }
            attempt.failed(sentence);
            if (closed || failure != null) {
                return;
            }
            if (sentence.cancellation.isRequested()) {
                cutShort(sentence);
                return;
            }
            if (committed) {
                fail(Understudies.reason(cause));
                return;
            }
            understudies.failed(engine, cause);
            before = attempt.request();
            failed = understudies.failed();
            startOver();
        } finally {
            unlock();
        }
        LOG.warn("Request {}: {} failed: {}", id, engine.id(), cause.getMessage());
        takeOver(Understudies.search(before, failed));
    }

    /** The engine had to go. Where nobody has heard what it had said of the sentence, the next one says it. */
    private void cutShort(Sentence sentence) {
        if (!sentence.delivered) {
            attempt.again(sentence);
            queue.wakeWorkers();
        } else if (committed) {
            LOG.warn("Request {}: its engine had to go in the middle of a sentence", id);
            fail(new SpeechException.Unavailable("The engine was replaced while it spoke", Duration.ofSeconds(1)));
        } else {
            startOver();
            recast = false;
            queue.wakeWorkers();
        }
    }

    /** Forgets all that has been spoken. */
    private void startOver() {
        recast = true;
        anew |= attempt.isTaken();
        cancelAll();
        queue.shrunk(samples());
        course.silent();
        attempt = attempt.anew(attempt.request());
        patience.progress();
    }

    private void takeOver(Optional<VoicedRequest> next) {
        queue.lock.lock();
        try {
            if (next.isPresent()) {
                speakBy(next.get());
            } else if (!closed && failure == null) {
                fail(understudies.reason());
            }
        } finally {
            unlock();
        }
    }

    private void speakBy(VoicedRequest next) {
        recast = false;
        tolerant = false;
        attempt = attempt.anew(next);
        queue.wakeWorkers();
    }

    private void fail(SpeechException reason) {
        failure = reason;
        end();
    }

    /** Gives the place back and cancels what is under way; called with the lock held. */
    private void end() {
        course.end(speaker.id(), outcome());
        queue.leave(this);
        cancelAll();
        audible.signal();
    }

    private Outcome outcome() {
        if (failure != null) {
            return Course.outcome(failure);
        }
        return isComplete() ? Outcome.SPOKEN : Outcome.CANCELLED;
    }

    private void cancelAll() {
        attempt.beginNothing();
        attempt.sentences().forEach(sentence -> dueCancellations.add(sentence.cancellation));
    }

    private void unlock() {
        List<CancellationSource> due = List.copyOf(dueCancellations);
        dueCancellations.clear();
        Request news = course.takeNews();
        queue.lock.unlock();
        due.forEach(CancellationSource::request);
        if (news != null) {
            queue.observers().requestEnded(news);
        }
    }

    // ---- The reader's side. ----

    /** Waits for the first audio; tells who speaks. */
    SpeechInfo awaitSpeaker() throws SpeechException {
        queue.lock.lock();
        try {
            await(() -> attempt.isAudible() || isComplete());
            return attempt.request().spokenBy(speaker);
        } finally {
            unlock();
        }
    }

    /** From here on the reader uses nothing before it has all: until then another engine may take over. */
    void keepWhole() {
        queue.lock.lock();
        try {
            whole = true;
        } finally {
            unlock();
        }
    }

    /**
     * Waits for the next block; an empty one is the end of a sentence, {@link #ANEW} the request to throw away what has been
     * taken, which only those are told who {@link #keepWhole}, {@code null} the end of all.
     */
    float @Nullable [] take() throws SpeechException {
        queue.lock.lock();
        try {
            throwFailure();
            if (attempt.isReadToTheEnd()) {
                return null;
            }
            await(() -> anew || attempt.isReady());
            if (anew) {
                anew = false;
                return ANEW;
            }
            committed |= !whole;
            float[] block = attempt.take();
            if (block != null) {
                return block;
            }
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
                boolean running = !attempt.underWay().isEmpty();
                long left = patience.left(begun, running, silence());
                if (left <= 0 && running && !patience.isStarving()) {
                    hang();
                } else if (left <= 0) {
                    LOG.warn("Request {}: its time is up", id);
                    fail(patience.exceeded(false));
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

    /** How long who speaks may be silent. */
    private Duration silence() {
        return committed || tolerant ? Patience.UNTIL_THE_LIMIT : attempt.patience();
    }

    /**
     * The engine has been silent for longer than it ever was, or than anybody may be. Who speaks just like it takes over; in
     * the end whoever can. Casting is done without the lock, which is held before and after.
     */
    private void hang() {
        List<Sentence> silent = attempt.underWay();
        Attempt before = attempt;
        EngineInfo engine = silent.get(0).engine();
        boolean atTheLimit = patience.progressIsOver();
        Optional<VoicedRequest> next = Optional.empty();
        if (!committed) {
            unlock();
            try {
                next = Understudies.search(before.request(), understudies.failedWith(engine));
            } finally {
                queue.lock.lock();
            }
        }
        if (attempt != before || closed || failure != null || patience.left(begun, true, silence()) > 0) {
            return; // something has come meanwhile
        }
        boolean alike =
                next.isPresent() && next.get().casting().equals(before.request().casting());
        if (!atTheLimit && !alike) {
            tolerant = true;
            return;
        }
        LOG.warn("Request {}: {} hangs", id, engine.id());
        queue.abandon(silent);
        if (next.isPresent()) {
            understudies.failed(engine, new EngineException(EngineException.Kind.FAILED, "the engine hangs"));
            startOver();
            speakBy(next.get());
        } else {
            fail(patience.exceeded(true));
        }
        unlock(); // which cancels
        queue.lock.lock();
    }

    /** Ends the request wherever it is, from any thread, and gives back the memory of its audio. */
    void close() {
        queue.lock.lock();
        try {
            if (!closed) {
                closed = true;
                end();
                queue.shrunk(samples());
            }
        } finally {
            unlock();
        }
    }
}
