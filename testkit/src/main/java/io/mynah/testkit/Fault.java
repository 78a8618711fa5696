package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineException.Kind;
import io.mynah.api.engine.Utterance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link ToneEngine} does before it speaks: nothing, wait, or fail. */
@FunctionalInterface
public interface Fault {

    /** Injects the fault, on the engine's thread. */
    void inject(Utterance utterance, Cancellation cancellation) throws EngineException;

    /** No fault. */
    static Fault none() {
        return (utterance, cancellation) -> {};
    }

    /** Waits until the gate completes or the utterance is cancelled. */
    static Fault waitFor(CompletableFuture<Void> gate) {
        return (utterance, cancellation) -> {
            CompletableFuture<Void> wake = new CompletableFuture<>();
            cancellation.onRequest(() -> wake.complete(null));
            CompletableFuture.anyOf(wake, gate).join();
            cancelled(cancellation);
        };
    }

    /**
     * Faults that the text itself asks for, for tests of a running server: {@code {delay 2000}} waits so many
     * milliseconds, {@code {fail}} fails, {@code {oom}} runs out of memory, {@code {crash}} throws an unchecked exception.
     */
    static Fault marked() {
        Pattern mark = Pattern.compile("\\{(delay|fail|oom|crash)(?: (\\d{1,6}))?}");
        return (utterance, cancellation) -> {
            Matcher found = mark.matcher(utterance.text());
            while (found.find()) {
                switch (found.group(1)) {
                    case "delay" -> {
                        CountDownLatch wake = new CountDownLatch(1);
                        cancellation.onRequest(wake::countDown);
                        await(wake, Long.parseLong(found.group(2)));
                        cancelled(cancellation);
                    }
                    case "fail" -> throw new EngineException(Kind.FAILED, "the tone broke");
                    case "oom" -> throw new EngineException(Kind.OUT_OF_MEMORY, "no memory for the tone");
                    default -> throw new IllegalStateException("the tone engine crashed");
                }
            }
        };
    }

    private static void cancelled(Cancellation cancellation) throws EngineException {
        if (cancellation.isRequested()) {
            throw new EngineException(Kind.CANCELLED, "cancelled");
        }
    }

    private static void await(CountDownLatch latch, long millis) throws EngineException {
        try {
            boolean ignored = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, "interrupted", e);
        }
    }
}
