package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tries again what may succeed then: after 1, 2, 4 and 8 seconds, or when the hub says so. Who gets somewhere begins to count
 * anew, since a long download over a bad line breaks off often. For one thread.
 */
final class Retry {
    private static final int FAILURES_IN_A_ROW = 5;
    /** Even if each gets somewhere: a hub that sends a few bytes at a time is none. */
    private static final int FAILURES = 100;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    /** Nobody waits longer for a hub that asks for patience; a person is told instead. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Pause pause;
    private final Consumer<String> told;
    private final Cancellation cancellation;
    private int inARow;
    private int all;

    /** @param told hears why and how long it waits */
    Retry(Pause pause, Consumer<String> told, Cancellation cancellation) {
        this.pause = pause;
        this.told = told;
        this.cancellation = cancellation;
    }

    /** What may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws Transient, ModelException;
    }

    /** Tries until it succeeds, or fails for good. */
    <T> T call(Attempt<T> attempt) throws ModelException {
        while (true) {
            try {
                return attempt.run();
            } catch (Transient failure) {
                failed(failure);
            }
        }
    }

    /** What came before this has not been in vain. */
    void progressed() {
        inARow = 0;
    }

    private void failed(Transient failure) throws ModelException {
        inARow++;
        all++;
        Duration asked = failure.retryAfter();
        if (inARow >= FAILURES_IN_A_ROW || all >= FAILURES) {
            throw new ModelException.Unreachable(
                    failure.getMessage() + ", tried " + all + " times; what has been fetched is kept", failure);
        }
        if (asked != null && asked.compareTo(PATIENCE) > 0) {
            throw new ModelException.Unreachable(
                    failure.getMessage() + "; it asks to be left alone for " + asked.toSeconds() + " s", failure);
        }
        Duration backOff = FIRST.multipliedBy(1L << Math.min(inARow - 1, 10));
        Duration wait = asked != null ? asked : backOff.compareTo(LONGEST) > 0 ? LONGEST : backOff;
        told.accept(failure.getMessage() + "; trying again in " + wait.toSeconds() + " s");
        pause.await(wait, cancellation);
    }
}
