package io.mynah.rest;

import io.mynah.rest.jetty.ClientConnection;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request while it is being served: its id and its connection. Used by one thread. */
final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration DISCARD_TIME = Duration.ofSeconds(2);
    private static final String ATTRIBUTE = "io.mynah.rest.exchange";

    private final String id;
    private final Optional<ClientConnection> connection;
    private final SlowBodies slowBodies;
    private ClientConnection.@Nullable Deadline deadline;
    private @Nullable HeldSpeech speech;
    private boolean gone;

    Exchange(String id, Optional<ClientConnection> connection, SlowBodies slowBodies) {
        this.id = id;
        this.connection = connection;
        this.slowBodies = slowBodies;
    }

    /** The exchange of a request that came through {@link RequestFilter}. */
    static Exchange of(ServletRequest request) {
        return (Exchange) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    String id() {
        return id;
    }

    Optional<ClientConnection> connection() {
        return connection;
    }

    /** Where requests wait for their bodies. */
    SlowBodies slowBodies() {
        return slowBodies;
    }

    /** Takes over a speech, which is closed at the end of the exchange, whatever becomes of its answer. */
    void keep(HeldSpeech held) {
        speech = held;
    }

    /** Gives the client so long for what comes next; a time limit that was set before is lifted. */
    void limit(Duration time) {
        lift();
        deadline = connection.map(client -> client.closeAfter(time)).orElse(null);
    }

    /** Lifts the time limit. */
    void lift() {
        if (deadline != null) {
            deadline.close();
            deadline = null;
        }
    }

    /**
     * Sends the answer, and takes in what the client still sends although it has it, for a short time. A connection with a rest
     * that nobody reads is closed: at once, which would make the client's system throw the answer away unread, or a moment
     * later, when the client sends its next request on it.
     */
    void finish(HttpServletRequest request, ServletResponse response) throws IOException {
        response.flushBuffer(); // still under the time limit of the answer, if there is one
        if (!hasBody(request)) {
            return;
        }
        limit(DISCARD_TIME);
        InputStream rest = request.getInputStream();
        long end = System.nanoTime() + DISCARD_TIME.toNanos();
        byte[] buffer = new byte[16_384];
        try {
            while (System.nanoTime() < end && rest.read(buffer) >= 0) {
                // Thrown away.
            }
        } catch (IOException e) {
            LOG.debug("The client left with its answer, before it had sent all", e);
        }
        lift();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** There is nobody to answer any more. */
    void clientGone() {
        gone = true;
        connection.ifPresent(ClientConnection::close);
    }

    boolean isClientGone() {
        return gone;
    }

    @Override
    public void close() {
        lift();
        if (speech != null) {
            speech.close();
        }
    }
}
