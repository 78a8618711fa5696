package io.mynah.voices;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who is at work in the library. Before it stops it waits for them, since what they need (workshop, converter, doctor) goes
 * with it; who comes later is told to ask the next one. Safe for use by several threads.
 */
final class Calls {

    private static final int ALL = Integer.MAX_VALUE;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore free = new Semaphore(ALL);
    private volatile boolean ended; // set by one thread

    /** Something that takes its time, or changes something. */
    interface Work<T> {
        T run() throws SpeechException;
    }

    /** @throws Unavailable if the library is being stopped */
    <T> T during(Work<T> work) throws SpeechException {
        enter();
        try {
            return work.run();
        } finally {
            leave();
        }
    }

    /**
     * Begins a call; {@link #leave} ends it, in whatever thread.
     *
     * @throws Unavailable if the library is being stopped
     */
    void enter() throws Unavailable {
        if (ended || !free.tryAcquire()) {
            throw new Unavailable("The voice library is being replaced", RETRY_AFTER);
        }
    }

    void leave() {
        free.release();
    }

    /**
     * Lets calls under way end, and none begin. Waits once, however often it is called.
     *
     * @return whether none is left
     */
    boolean end(Duration limit) throws InterruptedException {
        boolean again = ended;
        ended = true;
        return again || free.tryAcquire(ALL, limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
