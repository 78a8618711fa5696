package io.mynah.rest;

import io.mynah.api.speech.SpeechService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests are let in at once: as many as the queue of speeches holds, and some for all else that the API does.
 * The queue is the one to refuse then, with its own words.
 *
 * <p>Each request holds a thread of Jetty, which has some for itself and for telling that the server is alive. A queue that
 * is larger than what is left is never full; whoever wants it so gives Jetty more threads by the framework property
 * {@value #THREADS}.
 */
final class RoomForRequests {
    static final String THREADS = "org.apache.felix.http.jetty.threadpool.max";

    private static final Logger LOG = LoggerFactory.getLogger(RoomForRequests.class);
    /** What Jetty has if nobody says otherwise. */
    private static final int DEFAULT_THREADS = 200;
    /** For acceptors, selectors, probes of health, and refusals. */
    private static final int SPARE_THREADS = 40;
    /** Requests that are not for speech, or just coming or going. */
    private static final int OTHERS = 64;
    /** Of a service that is not there yet. */
    private static final int UNKNOWN_CAPACITY = 64;

    private final Facades facades;
    private final int threads;

    RoomForRequests(BundleContext context, Facades facades) {
        this(threads(context.getProperty(THREADS)), facades);
    }

    RoomForRequests(int threads, Facades facades) {
        this.facades = facades;
        this.threads = threads;
    }

    private static int threads(@Nullable String property) {
        try {
            int threads = property == null ? -1 : Integer.parseInt(property.strip());
            return threads > 0 ? threads : DEFAULT_THREADS;
        } catch (NumberFormatException e) {
            LOG.debug("{} is no number, and Jetty does not use it either", THREADS, e);
            return DEFAULT_THREADS;
        }
    }

    int most() {
        int capacity = facades.speech()
                .map(SpeechService::queue)
                .map(SpeechService.QueueState::capacity)
                .orElse(UNKNOWN_CAPACITY);
        return Math.max(1, Math.min(capacity + OTHERS, threads - SPARE_THREADS));
    }
}
