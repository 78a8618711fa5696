package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConverterGateTest {

    @Test
    void await_whileSwapped_getsTheNext() throws Exception {
        ConverterGate gate = new ConverterGate(Duration.ofMinutes(5));
        FakeConverter next = new FakeConverter();
        CompletableFuture<AudioConverter> waiting = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                waiting.complete(gate.await());
            } catch (AudioException e) {
                waiting.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        gate.bind(next);

        assertSame(next, waiting.get());
    }

    @Test
    void unbind_ofTheOldAfterTheNewIsBound_keepsTheNew() throws Exception {
        ConverterGate gate = new ConverterGate(Duration.ZERO);
        FakeConverter old = new FakeConverter();
        FakeConverter next = new FakeConverter();
        gate.bind(old);
        gate.bind(next);

        gate.unbind(old);

        assertSame(next, gate.now());
    }

    @Test
    void await_noneComes_fails() {
        ConverterGate gate = new ConverterGate(Duration.ofMillis(20));

        AudioException e = assertThrows(AudioException.class, gate::await);

        assertEquals(AudioException.Kind.FAILED, e.kind());
    }
}
