package io.mynah.core;

import io.mynah.api.engine.CancellationSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sentence of a request, from text to samples; guarded by the queue's lock. */
final class Sentence implements Comparable<Sentence> {

    private static final Logger LOG = LoggerFactory.getLogger(Sentence.class);

    final int index;
    final String text;
    final Deque<float[]> blocks = new ArrayDeque<>();
    /** Of the attempt to speak it that is under way, or of the last one. */
    CancellationSource cancellation = newCancellation();

    boolean delivered;
    boolean complete;

    Sentence(int index, String text) {
        this.index = index;
        this.text = text;
    }

    /** Ends one attempt: because the client left or because the engine must go. */
    static CancellationSource newCancellation() {
        return new CancellationSource(failure -> LOG.warn("An engine failed at being cancelled", failure));
    }

    @Override
    public int compareTo(Sentence other) {
        return Integer.compare(index, other.index);
    }
}
