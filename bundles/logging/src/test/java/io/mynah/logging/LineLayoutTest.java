package io.mynah.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineLayoutTest {
    private static final String FORGED =
            "x\r\n2026-11-22 18:41:14.123 ERROR io.mynah.core - forged\u2028\u202e\u001b[31m";

    @Test
    void doLayout_messageWithLineBreaks_isOneLine() {
        String line = new LineLayout(false).doLayout(event(FORGED, null));
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains("x\\r\\n2026"), line);
        assertTrue(line.contains("\\u2028\\u202e\\u001b[31m"), line);
    }

    @Test
    void doLayout_failureWithLineBreaks_continuesBehindBars() {
        String lines = new LineLayout(false).doLayout(event("plain", new IllegalStateException(FORGED)));
        List<String> rest = lines.lines().skip(1).toList();
        assertTrue(rest.size() > 2, lines);
        assertTrue(rest.stream().allMatch(line -> line.startsWith("    | ")), lines);
    }

    @Test
    void doLayout_brief_endsWithTheRootCause() {
        String line = new LineLayout(true)
                .doLayout(event("plain", new IllegalStateException("outer", new IllegalArgumentException("why"))));
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.endsWith("INFO  Test - plain: java.lang.IllegalArgumentException: why\n"), line);
    }

    @Test
    void doLayout_requestBeingServed_isNamed() {
        LoggingEvent event = event("plain", null, Map.of("request.id", "r-1\n"));
        String line = new LineLayout(false).doLayout(event);
        assertTrue(line.endsWith(" - plain (request r-1\\n)\n"), line);
    }

    private static LoggingEvent event(String message, Throwable failure) {
        return event(message, failure, Map.of());
    }

    private static LoggingEvent event(String message, Throwable failure, Map<String, String> context) {
        Logger logger = new LoggerContext().getLogger("a.b.Test");
        LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, failure, null);
        event.setMDCPropertyMap(context);
        return event;
    }
}
