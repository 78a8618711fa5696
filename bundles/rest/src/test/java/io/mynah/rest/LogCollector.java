package io.mynah.rest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged. */
final class LogCollector extends AppenderBase<ILoggingEvent> {
    private final Queue<ILoggingEvent> all = new ConcurrentLinkedQueue<>();
    private @Nullable Logger logger;
    private @Nullable Level before;

    void attachTo(Logger to) {
        logger = to;
        before = to.getLevel();
        start();
        to.addAppender(this);
    }

    void detach() {
        if (logger != null) {
            logger.detachAppender(this);
            logger.setLevel(before);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        all.add(event);
    }

    Collection<ILoggingEvent> all() {
        return all;
    }

    /** Waits until so many have been logged that are wanted; fails if they are not. */
    void await(int count, Predicate<ILoggingEvent> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (all.stream().filter(wanted).count() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not logged " + count + " times");
            }
            Thread.onSpinWait();
        }
    }

    /** The access line of a request, which comes after its answer. */
    String access(String id) {
        Predicate<ILoggingEvent> line = event -> event.getLoggerName().equals("io.mynah.rest.access")
                && id.equals(event.getMDCPropertyMap().get("request.id"));
        await(1, line);
        return all.stream().filter(line).findFirst().orElseThrow().getFormattedMessage();
    }
}
