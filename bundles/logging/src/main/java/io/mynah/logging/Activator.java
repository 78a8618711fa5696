package io.mynah.logging;

import java.util.logging.Level;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Connects the other log APIs. An activator, not a component: it runs before the component runtime, to log for it. */
public final class Activator implements BundleActivator {
    private @org.jspecify.annotations.Nullable ServiceTracker<LogReaderService, LogReaderService> readers;

    @Override
    public void start(BundleContext context) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // What Logback would drop need not be translated; FINE and below are costly, since every call comes through.
        java.util.logging.Logger.getLogger("")
                .setLevel(LoggerFactory.getLogger("root").isDebugEnabled() ? Level.FINE : Level.INFO);

        LogEntryBridge bridge = new LogEntryBridge();
        readers = new ServiceTracker<>(context, LogReaderService.class, null) {
            @Override
            public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                LogReaderService reader = super.addingService(reference);
                reader.addLogListener(bridge);
                return reader;
            }

            @Override
            public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
                reader.removeLogListener(bridge);
                super.removedService(reference, reader);
            }
        };
        readers.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (readers != null) {
            readers.close();
        }
        SLF4JBridgeHandler.uninstall();
    }
}
