package io.mynah.core.engines;

import java.time.Duration;

/**
 * How long an engine is silent at most while it speaks, as it was of late: from this one can tell an engine that hangs from
 * one that takes its time. Safe for use by several threads.
 */
final class Pace {

    /** Where nothing is known, and the longest that is waited for. */
    static final Duration LONGEST = Duration.ofSeconds(60);
    /** Whatever an engine did before, a pause of this length may be the machine's. */
    static final Duration SHORTEST = Duration.ofMillis(800);

    /** How many times as long as ever before: other work on the machine makes it slower. */
    private static final int HEADROOM = 6;
    /** What an utterance takes whatever its length, in characters. */
    private static final int OVERHEAD = 20;
    /** Utterances after which half of a long silence is forgotten: about 70. */
    private static final double KEEP = 0.99;
    /** Before, it may be that it was lucky. */
    private static final int LEAST_UTTERANCES = 3;

    private double nanosPerCharacter;
    private int utterances;

    /** An utterance was spoken, and this was its longest silence, at the beginning or within. */
    synchronized void add(int characters, Duration silence) {
        nanosPerCharacter = Math.max(silence.toNanos() / (double) (characters + OVERHEAD), KEEP * nanosPerCharacter);
        utterances = Math.min(LEAST_UTTERANCES, utterances + 1);
    }

    /** How long an utterance may be silent before it counts as one that hangs. */
    synchronized Duration patience(int characters) {
        if (utterances < LEAST_UTTERANCES) {
            return LONGEST;
        }
        long nanos = (long) (HEADROOM * nanosPerCharacter * (characters + OVERHEAD));
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), nanos)));
    }
}
