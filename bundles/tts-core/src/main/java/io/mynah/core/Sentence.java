package io.mynah.core;

import java.util.ArrayDeque;
import java.util.Deque;

/** One sentence of a request, from text to samples; guarded by the queue's lock. */
final class Sentence implements Comparable<Sentence> {

    final int index;
    final String text;
    final Deque<float[]> blocks = new ArrayDeque<>();
    /** Of the attempt to speak it that is under way, or of the last one. */
    UtteranceCancellation cancellation = new UtteranceCancellation();

    boolean delivered;
    boolean complete;

    Sentence(int index, String text) {
        this.index = index;
        this.text = text;
    }

    @Override
    public int compareTo(Sentence other) {
        return Integer.compare(index, other.index);
    }
}
