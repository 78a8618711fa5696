package io.mynah.rest;

import jakarta.servlet.ServletException;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey, whose API looks for it in the class loader of the thread that starts it; no service loader of OSGi is there. */
final class JerseyServlet extends ServletContainer {
    private static final long serialVersionUID = 1L;

    JerseyServlet(ResourceConfig application) {
        super(application);
    }

    @Override
    public void init() throws ServletException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
        try {
            super.init();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
