package io.mynah.core;

import io.mynah.api.speech.SpeechException;
import java.time.Duration;

/** How long a request's reader still waits, and for what. Guarded by the queue's lock. */
final class Patience {

    /** Of silence: as long as there is any patience. */
    static final Duration UNTIL_THE_LIMIT = Duration.ofDays(1);

    private final Limits limits;
    private final long admittedAt = System.nanoTime();
    private long progressAt = admittedAt;
    /** When work was found that no engine is there for; 0 while there is one. */
    private long starvedAt;

    Patience(Limits limits) {
        this.limits = limits;
    }

    /** Whether a request of which nothing has been begun is too late. */
    boolean turnIsOver() {
        return left(limits.turn(), admittedAt) <= 0;
    }

    /** Whether nobody could be waited for any longer who is being listened to. */
    boolean progressIsOver() {
        return left(limits.progress(), progressAt) <= 0;
    }

    /** Whether an engine is waited for that is not there. */
    boolean isStarving() {
        return starvedAt != 0;
    }

    /** Something is being spoken. */
    void progress() {
        progressAt = System.nanoTime();
        starvedAt = 0;
    }

    /** There is work but no engine for it: from here on the swap limit counts. */
    void starve() {
        if (starvedAt == 0) {
            starvedAt = System.nanoTime();
        }
    }

    /** An engine has come: perhaps the one. If not, the next worker that looks says so. */
    void hope() {
        starvedAt = 0;
    }

    /**
     * Nanoseconds to wait for the next change, at most.
     *
     * @param begun whether a sentence has ever been begun
     * @param running whether one is being spoken now
     * @param silence how long those that are being spoken may be silent; the progress limit at most
     */
    long left(boolean begun, boolean running, Duration silence) {
        if (starvedAt != 0) {
            return left(limits.swap(), starvedAt);
        }
        if (running) {
            return Math.min(left(limits.progress(), progressAt), left(silence, progressAt));
        }
        // Between two sentences it waits for a turn again, and would for ever if engines hung in all workers.
        return left(limits.turn(), begun ? progressAt : admittedAt);
    }

    /** Why a request ends of which nothing is left to wait for. */
    SpeechException exceeded(boolean running) {
        if (starvedAt != 0) {
            return new SpeechException.Unavailable(
                    "No engine is there that can speak this request", Duration.ofSeconds(5));
        }
        return running
                ? new SpeechException.SynthesisFailed(
                        "the engine said nothing for " + limits.progress().toSeconds() + " s", false, null)
                : new SpeechException.DeadlineExceeded(limits.turn());
    }

    private static long left(Duration limit, long since) {
        return limit.toNanos() - (System.nanoTime() - since);
    }
}
