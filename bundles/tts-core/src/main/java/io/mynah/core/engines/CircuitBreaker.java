package io.mynah.core.engines;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves an engine alone that fails again and again, or hangs, and tries it once in a while (Nygard, Release It!, 2nd
 * edition, chapter 5). It is open for a pause that grows with each trial that fails; after it one utterance is the trial, and
 * the others still go elsewhere. Whoever has nobody else may ask an open one, unless it hangs too often: each utterance that
 * hangs costs a thread. Safe for use by several threads.
 */
final class CircuitBreaker {

    /** Failures in a row; a single one may be the fault of a text. */
    static final int MOST_FAILURES = 3;
    /** Utterances that do not come back. */
    static final int MOST_HANGING = 8;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private int failures;
    private int hanging;
    private Duration pause = Duration.ZERO;
    private long openedAt;
    private boolean onTrial;

    /** @param nanoTime as {@link System#nanoTime()} */
    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether others are to be asked first. */
    synchronized boolean isOpen() {
        return isStuck() || onTrial || (isBroken() && left() > 0);
    }

    /** Whether it must not be asked at all. */
    synchronized boolean isStuck() {
        return hanging >= MOST_HANGING;
    }

    /** Seconds until it is tried again; 0 for one that is as it should be. */
    synchronized Duration untilTrial() {
        return isBroken() ? Duration.ofNanos(Math.max(0, left())) : Duration.ZERO;
    }

    /** Why others are asked first, one line for people; empty where they are not. */
    synchronized String trouble() {
        if (!isOpen()) {
            return "";
        }
        String what = hanging > 0 ? hanging + " of its utterances hang" : "it failed " + failures + " times in a row";
        return what + (isStuck() ? "" : "; it is tried again in " + untilTrial().toSeconds() + " s");
    }

    private boolean isBroken() {
        return !pause.isZero();
    }

    private long left() {
        return pause.toNanos() - (nanoTime.getAsLong() - openedAt);
    }

    /**
     * An utterance begins.
     *
     * @return whether it is the trial
     */
    synchronized boolean begin() {
        boolean isTrial = isBroken() && !onTrial && left() <= 0;
        onTrial |= isTrial;
        return isTrial;
    }

    /** An utterance was spoken to its end: whatever was wrong is over. */
    synchronized void spoke() {
        failures = 0;
        pause = Duration.ZERO;
        onTrial = false;
    }

    /**
     * An utterance failed.
     *
     * @return whether it was closed, and is not any more
     */
    synchronized boolean failed() {
        failures++;
        return (failures >= MOST_FAILURES || isBroken()) && open();
    }

    /** An utterance does not come back; {@link #returned} if it does after all. */
    synchronized boolean hangs() {
        hanging++;
        failures++;
        return open();
    }

    /** An utterance that hung has come back. */
    synchronized void returned() {
        hanging--;
    }

    /** The trial has ended, perhaps without telling anything about the engine. */
    synchronized void endTrial() {
        onTrial = false;
    }

    private boolean open() {
        boolean wasClosed = !isBroken();
        // Several that were under way may fail together: the pause grows by trials alone.
        if (wasClosed || onTrial || left() <= 0) {
            pause = wasClosed ? FIRST_PAUSE : doubled();
            openedAt = nanoTime.getAsLong();
        }
        onTrial = false;
        return wasClosed;
    }

    private Duration doubled() {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
