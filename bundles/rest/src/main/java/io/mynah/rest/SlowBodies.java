package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many requests hold a place of the {@link Gate} while their bodies come drop by drop, so that those whose bodies are
 * there are served meanwhile. Safe for use by several threads.
 */
final class SlowBodies {
    /** Fewer than the gate has for what is not speech. */
    private static final int MOST = 32;

    private static final int MOST_UPLOADS = 16;
    /** Enough for a body that is sent right behind its header, when many are. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Semaphore bodies = new Semaphore(MOST);
    private final Semaphore uploads = new Semaphore(MOST_UPLOADS);

    /** A place for one body, to be given back once. */
    interface Place {
        void close();
    }

    /**
     * A place for a small body. One that has come whole needs none.
     *
     * @throws SpeechException.Unavailable if none is free in time
     */
    Place await(HttpServletRequest request) throws SpeechException {
        return isHere(request) ? () -> {} : place(bodies, "Too many requests send their bodies slowly");
    }

    /**
     * A place for a body of a form with a file.
     *
     * @throws SpeechException.Unavailable if none is free in time
     */
    Place awaitUpload() throws SpeechException {
        return place(uploads, "Too many uploads at once");
    }

    private static boolean isHere(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        try {
            return length >= 0 && request.getInputStream().available() >= length;
        } catch (IOException e) {
            return true; // whoever reads it gets to know
        }
    }

    private static Place place(Semaphore places, String refusal) throws SpeechException {
        try {
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return places::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SpeechException.Unavailable(refusal, Duration.ofSeconds(1));
    }
}
