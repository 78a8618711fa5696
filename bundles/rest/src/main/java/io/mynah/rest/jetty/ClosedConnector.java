package io.mynah.rest.jetty;

import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector that never opens. It is of the kind that Felix asks for host and port to announce them, also of those that
 * factories made before Jetty started, and fails without; they are those of the server's first connector.
 */
final class ClosedConnector extends ServerConnector {

    ClosedConnector(Server server) {
        super(server, 0, 1);
        Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .findFirst()
                .ifPresent(first -> {
                    setHost(first.getHost());
                    setPort(first.getPort());
                });
    }

    @Override
    protected void doStart() {
        // Nothing is opened, no thread is started.
    }

    @Override
    protected void doStop() {
        // Nothing was.
    }
}
