package io.mynah.console;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Slows guessing down: after a few wrong passwords nobody's is looked at for a while, twice as long each time. */
final class Throttle {
    private static final int FREE_TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private int failures;
    private long closedUntil;

    Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.closedUntil = nanoTime.getAsLong();
    }

    /** How long no password is looked at; zero if one may be tried now. */
    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, closedUntil - nanoTime.getAsLong()));
    }

    synchronized void failed() {
        failures++;
        if (failures >= FREE_TRIES) {
            int doublings = Math.min(failures - FREE_TRIES, 20);
            Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
            closedUntil = nanoTime.getAsLong() + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
        }
    }

    synchronized void succeeded() {
        failures = 0;
    }
}
