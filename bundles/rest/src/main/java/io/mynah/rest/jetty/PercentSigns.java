package io.mynah.rest.jetty;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * Lets names with percent signs stand in paths, {@code /v1/voices/100%25.wav}. Jetty refuses those: a server that decodes twice
 * would find {@code ..} in {@code %252e%252e}. Paths are decoded once here. What is ambiguous after that, such as separators
 * and dots that are spelled as escapes, is refused as before; Felix has no setting for the one without the other.
 */
final class PercentSigns {

    private PercentSigns() {}

    /** From now on, on all connectors that the server has by now. */
    static void allow(Server server) {
        for (Connector connector : server.getConnectors()) {
            @Nullable HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
            if (http != null) {
                HttpConfiguration configuration = http.getHttpConfiguration();
                configuration.setUriCompliance(
                        configuration.getUriCompliance().with("names", Violation.AMBIGUOUS_PATH_ENCODING));
            }
        }
        for (ServletContextHandler context : server.getDescendants(ServletContextHandler.class)) {
            context.getServletHandler().setDecodeAmbiguousURIs(true);
        }
    }
}
