package io.mynah.logging;

import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Passes entries of the OSGi log service on to SLF4J. Our own, because org.apache.felix.logback 1.0.6 drops entries,
 * errors too.
 */
final class LogEntryBridge implements LogListener {

    @Override
    public void logged(LogEntry entry) {
        Logger logger = LoggerFactory.getLogger(loggerName(entry));
        // The framework tells of every bundle, service and start level as INFO: too much for a person.
        Level level = isFrameworkEvent(entry) && entry.getLogLevel() == LogLevel.INFO
                ? Level.TRACE
                : level(entry.getLogLevel());
        logger.atLevel(level).setCause(entry.getException()).log(entry.getMessage());
    }

    private static String loggerName(LogEntry entry) {
        Bundle bundle = entry.getBundle();
        String name = String.valueOf(entry.getLoggerName());
        boolean anonymous = name.equals("ROOT") || name.startsWith("LogService") || isFrameworkEvent(entry);
        return !anonymous || bundle == null || bundle.getSymbolicName() == null ? name : bundle.getSymbolicName();
    }

    private static boolean isFrameworkEvent(LogEntry entry) {
        return String.valueOf(entry.getLoggerName()).startsWith("Events.");
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
