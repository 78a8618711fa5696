package io.mynah.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * One event, one line: {@code 2026-11-22 18:41:14.123 INFO  io.mynah.core.Queue [thread] - message (request 4711)},
 * where the id is that of the request being served, if there is one. Control characters of the message become escapes and
 * the lines of a stack trace start with a bar, so that nothing a client sends can look like a line of its own.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final String STACK_LINE = "    | ";
    /** Under which REST keeps the id of the request that a thread serves. */
    private static final String REQUEST_ID = "request.id";

    private final DateTimeFormatter time;
    private final boolean brief;

    /** @param brief for the terminal: time of day, last part of the logger's name, root cause of a failure */
    LineLayout(boolean brief) {
        this.brief = brief;
        this.time = DateTimeFormatter.ofPattern(brief ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.SSS")
                .withZone(ZoneId.systemDefault());
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(event.getLevel());
        line.append(" ".repeat(Math.max(1, 6 - event.getLevel().toString().length())));
        String logger = event.getLoggerName();
        appendPlain(line, brief ? logger.substring(logger.lastIndexOf('.') + 1) : logger);
        if (!brief) {
            appendPlain(line.append(" ["), event.getThreadName());
            line.append(']');
        }
        appendPlain(line.append(" - "), String.valueOf(event.getFormattedMessage()));
        String request = event.getMDCPropertyMap().get(REQUEST_ID);
        if (request != null) {
            appendPlain(line.append(" (request "), request);
            line.append(')');
        }
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null && brief) {
            IThrowableProxy cause = rootCause(failure);
            appendPlain(line.append(": "), cause.getClassName() + ": " + cause.getMessage());
        }
        line.append('\n');
        if (failure != null && !brief) {
            ThrowableProxyUtil.asString(failure).lines().forEach(part -> {
                appendPlain(line.append(STACK_LINE), part);
                line.append('\n');
            });
        }
        return line.toString();
    }

    /** What a person wants to know: containers wrap failures in failures. */
    private static IThrowableProxy rootCause(IThrowableProxy failure) {
        IThrowableProxy cause = failure;
        while (cause.getCause() != null && !cause.isCyclic()) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Appends a text with its control characters, line separators and direction marks made visible. */
    static void appendPlain(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append(' ');
                default -> {
                    if (isHarmless(c)) {
                        to.append(c);
                    } else {
                        to.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
    }

    private static boolean isHarmless(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
