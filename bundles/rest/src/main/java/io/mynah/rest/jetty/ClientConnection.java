package io.mynah.rest.jetty;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection on which a request came, while the request is being served. Used by the request's thread only; what it
 * starts runs on the given scheduler.
 *
 * <p>Jetty reads nothing from a connection while a request of it is being served, so it learns of a client's leaving only
 * by writing. {@link #watch} reads in its place.
 */
public final class ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final long POLL_MILLIS = 100;
    /** Less than what Jetty's request buffer takes back. */
    private static final int EARLY_BYTES = 2_048;

    private final EndPoint endPoint;
    private final Connection connection;
    private final ScheduledExecutorService scheduler;

    private ClientConnection(EndPoint endPoint, Connection connection, ScheduledExecutorService scheduler) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.scheduler = scheduler;
    }

    /**
     * The connection of a request.
     *
     * @return empty if it is not plain HTTP/1 on Jetty: then nobody watches, and Jetty's idle timeout is all there is
     */
    public static Optional<ClientConnection> of(ServletRequest request, ScheduledExecutorService scheduler) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        if (core == null) {
            return Optional.empty();
        }
        Connection connection = core.getConnectionMetaData().getConnection();
        boolean givesBack = connection instanceof Connection.UpgradeFrom && connection instanceof Connection.UpgradeTo;
        return givesBack && connection.getEndPoint() instanceof SocketChannelEndPoint endPoint
                ? Optional.of(new ClientConnection(endPoint, connection, scheduler))
                : Optional.empty();
    }

    /**
     * Looks at once and then ten times a second whether the client is still there, until the watch is closed. A client
     * that has shut down its sending half only counts as gone. To be called when the request's body has been read to its
     * end, and to be closed before the response is written.
     *
     * @param onGone called once, on the scheduler's thread or, before this method returns, on the caller's; must not block
     */
    public Watch watch(Runnable onGone) {
        ByteBuffer next = ((Connection.UpgradeFrom) connection).onUpgradeFrom();
        if (next != null && next.hasRemaining()) {
            // The next request is here already: the client is alive, and there is no room for more of what it sends.
            ((Connection.UpgradeTo) connection).onUpgradeTo(next);
            return new Watch(onGone, false);
        }
        Watch watch = new Watch(onGone, true);
        watch.poll();
        return watch;
    }

    /**
     * Closes the connection when a time has passed, unless the returned handle is closed before: for clients that send or
     * read drop by drop, which no idle timeout catches.
     */
    public Deadline closeAfter(Duration time) {
        ScheduledFuture<?> closing = scheduler.schedule(
                () -> {
                    LOG.debug("Closing a connection whose client took longer than {}", time);
                    endPoint.close();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> closing.cancel(false);
    }

    /** Closes the connection at once, without an answer or with what has been sent of it. */
    public void close() {
        endPoint.close();
    }

    /** A time limit that is lifted by closing it. */
    public interface Deadline extends AutoCloseable {
        @Override
        void close();
    }

    /** A look-out for the client's leaving. */
    public final class Watch implements AutoCloseable {
        private final Runnable onGone;
        private final ByteBuffer early = BufferUtil.allocate(EARLY_BYTES);
        private final long idleTimeout;
        private final @Nullable ScheduledFuture<?> polling;
        private boolean over;
        private boolean gone;

        private Watch(Runnable onGone, boolean polls) {
            this.onGone = onGone;
            // Nothing moves on the connection while the answer is made: that is no reason to close it.
            this.idleTimeout = endPoint.getIdleTimeout();
            endPoint.setIdleTimeout(0);
            this.over = !polls;
            this.polling = polls
                    ? scheduler.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS)
                    : null;
        }

        private void poll() {
            if (look()) {
                onGone.run();
            }
        }

        /** Whether the client has left since the last look. */
        private synchronized boolean look() {
            if (over) {
                return false;
            }
            try {
                gone = endPoint.fill(early) < 0;
                LOG.trace(
                        "The client is {}, with {} bytes of its next request",
                        gone ? "gone" : "there",
                        early.remaining());
            } catch (IOException e) {
                LOG.debug("Client gone", e);
                gone = true;
            }
            // A client that sends so much before it has its answer is there.
            over = gone || BufferUtil.space(early) == 0;
            return gone;
        }

        /** Whether the client has been seen to leave. */
        public synchronized boolean gone() {
            return gone;
        }

        /** Stops looking and gives Jetty what the client has sent meanwhile. */
        @Override
        public void close() {
            if (polling != null) {
                polling.cancel(false);
            }
            synchronized (this) {
                over = true;
                if (early.hasRemaining()) {
                    ((Connection.UpgradeTo) connection).onUpgradeTo(early);
                    BufferUtil.clear(early);
                }
            }
            endPoint.setIdleTimeout(idleTimeout);
        }
    }
}
