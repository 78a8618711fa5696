package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineException.Kind;
import io.mynah.api.engine.Utterance;
import java.util.concurrent.CompletableFuture;

/** What a {@link ToneEngine} does before it speaks: nothing, wait, or fail. */
@FunctionalInterface
public interface Fault {

    /** Injects the fault, on the engine's thread. */
    void inject(Utterance utterance, Cancellation cancellation) throws EngineException;

    /** How loud the utterance is that follows, instead of as usual. */
    default float amplitude(Utterance utterance, float usual) {
        return usual;
    }

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
            if (cancellation.isRequested()) {
                throw new EngineException(Kind.CANCELLED, "cancelled");
            }
        };
    }

    /**
     * Faults that the text itself asks for, for tests of a running server: {@code {delay 2000}} waits so many
     * milliseconds, {@code {fail}} fails, {@code {oom}} runs out of memory, {@code {crash}} throws an unchecked exception,
     * {@code {link}} lacks a native library, {@code {hang}} never comes back, whoever cancels it, {@code {silence}} and
     * {@code {nan}} speak samples that are zero or no numbers.
     */
    static Fault marked() {
        return new MarkedFault();
    }
}
