package io.mynah.speaker;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of frames in which somebody speaks.
 *
 * @param from first frame
 * @param to frame after the last
 */
record Span(int from, int to) {
    private static final float BEGIN = 0.5f;
    private static final float END = 0.35f;

    /** Pauses shorter than this are part of speech: 0.1 s. */
    private static final int SHORTEST_PAUSE = 3;

    /** Sounds shorter than this are no speech: 0.25 s. */
    private static final int SHORTEST_SPEECH = 8;

    int length() {
        return to - from;
    }

    /** Stretches of speech, by hysteresis: they begin at a probability of 0.5 and end below 0.35. */
    static List<Span> of(float[] probabilities) {
        List<Span> spans = new ArrayList<>();
        int begin = -1;
        int end = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (begin < 0 ? probabilities[i] >= BEGIN : probabilities[i] >= END) {
                begin = begin < 0 ? i : begin;
                end = i + 1;
            } else if (begin >= 0 && i + 1 - end >= SHORTEST_PAUSE) {
                add(spans, begin, end);
                begin = -1;
            }
        }
        if (begin >= 0) {
            add(spans, begin, end);
        }
        return spans;
    }

    private static void add(List<Span> spans, int begin, int end) {
        if (end - begin >= SHORTEST_SPEECH) {
            spans.add(new Span(begin, end));
        }
    }

    /** The spans made longer by {@code frames} at both ends; those that then touch are one. */
    static List<Span> widen(List<Span> spans, int frames, int last) {
        List<Span> wide = new ArrayList<>();
        for (Span span : spans) {
            int from = Math.max(0, span.from - frames);
            int to = Math.min(last, span.to + frames);
            if (!wide.isEmpty() && wide.get(wide.size() - 1).to >= from) {
                from = wide.remove(wide.size() - 1).from;
            }
            wide.add(new Span(from, to));
        }
        return wide;
    }
}
