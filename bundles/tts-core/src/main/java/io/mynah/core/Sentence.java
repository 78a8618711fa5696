package io.mynah.core;

import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineInfo;
import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sentence of a request, from text to samples; guarded by the queue's lock. */
final class Sentence implements Comparable<Sentence> {

    private static final Logger LOG = LoggerFactory.getLogger(Sentence.class);

    final Attempt attempt;
    final int index;
    final String text;
    final Deque<float[]> blocks = new ArrayDeque<>();
    /** Of the attempt to speak it that is under way, or of the last one. */
    CancellationSource cancellation = newCancellation();

    /** On loan from whoever speaks it, or did last. */
    @Nullable Lease lease;
    /** It does not come back: another worker has been hired. */
    boolean abandoned;

    boolean delivered;
    boolean complete;

    Sentence(Attempt attempt, int index, String text) {
        this.attempt = attempt;
        this.index = index;
        this.text = text;
    }

    /** Ends one attempt: because the client left or because the engine must go. */
    static CancellationSource newCancellation() {
        return new CancellationSource(failure -> LOG.warn("An engine failed at being cancelled", failure));
    }

    /** How long its engine may be silent. */
    Duration patience() {
        return Objects.requireNonNull(lease).patience(text.length());
    }

    /** Who speaks it, or did last. */
    EngineInfo engine() {
        return Objects.requireNonNull(lease).info();
    }

    @Override
    public int compareTo(Sentence other) {
        return Integer.compare(index, other.index);
    }
}
