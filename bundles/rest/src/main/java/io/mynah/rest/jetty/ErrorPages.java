package io.mynah.rest.jetty;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Makes Jetty answer its own errors in JSON, and take names with percent signs. Felix shows its Jetty server to connector
 * factories only, so this is one; nobody can reach the connector that it adds.
 */
@Component
public final class ErrorPages implements ConnectorFactory {
    private final AtomicReference<@Nullable Changed> changed = new AtomicReference<>();

    private record Changed(Server server, Request.@Nullable Handler before) {}

    @Activate
    public ErrorPages() {}

    @Override
    public Connector createConnector(Server server) {
        changed.set(new Changed(server, server.getErrorHandler()));
        server.setErrorHandler(new JsonErrors());
        PercentSigns.allow(server);
        return new ClosedConnector(server);
    }

    /** Puts things back, so that the server does not call into a bundle that has gone. */
    @Deactivate
    void restore() {
        Changed last = changed.getAndSet(null);
        if (last != null) {
            last.server().setErrorHandler(last.before());
        }
    }
}
