package io.mynah.core;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechObserver.Outcome;
import io.mynah.api.speech.SpeechObserver.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When what happened to a request, for whoever observes. Guarded by the queue's lock once the request is in it. */
final class Course {
    /** Of a moment that has not come. */
    private static final long NEVER = 0;

    private final long came = System.nanoTime();
    private long admitted = NEVER;
    private long begun = NEVER;
    private long audible = NEVER;
    private boolean over;
    private @Nullable Request news;

    void admitted() {
        admitted = now();
    }

    void begun() {
        begun = begun == NEVER ? now() : begun;
    }

    void audible() {
        audible = audible == NEVER ? now() : audible;
    }

    /** What has been heard is void: it is spoken anew. */
    void silent() {
        audible = NEVER;
    }

    /**
     * It is over; without effect the second time.
     *
     * @param engine that spoke it, or was found for it
     */
    void end(@Nullable String engine, Outcome outcome) {
        if (!over) {
            over = true;
            news = new Request(
                    engine,
                    outcome,
                    between(came, admitted),
                    between(admitted, begun),
                    between(came, audible),
                    Duration.ofNanos(now() - came));
        }
    }

    /** A request that was not put into the queue. */
    Request refused(SpeechException reason) {
        return new Request(null, outcome(reason), null, null, null, Duration.ofNanos(now() - came));
    }

    /** What is to be told, once. */
    @Nullable Request takeNews() {
        Request taken = news;
        news = null;
        return taken;
    }

    private static long now() {
        long now = System.nanoTime();
        return now == NEVER ? 1 : now;
    }

    private static @Nullable Duration between(long from, long to) {
        return from == NEVER || to == NEVER ? null : Duration.ofNanos(to - from);
    }

    /** What a failure is for who counts. */
    static Outcome outcome(SpeechException failure) {
        // Not a switch over the sealed family: Java 17 has none.
        if (failure instanceof SpeechException.Unavailable) {
            return Outcome.OVERLOADED;
        }
        if (failure instanceof SpeechException.DeadlineExceeded) {
            return Outcome.LATE;
        }
        if (failure instanceof SpeechException.Cancelled) {
            return Outcome.CANCELLED;
        }
        if (failure instanceof SpeechException.SynthesisFailed
                || failure instanceof SpeechException.ConversionFailed
                || failure instanceof SpeechException.StorageFull
                || failure instanceof SpeechException.NotSaved) {
            return Outcome.FAILED;
        }
        return Outcome.REFUSED;
    }
}
