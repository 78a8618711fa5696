package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.Unavailable;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.core.casting.ClosestVoices;
import io.mynah.core.casting.OneClip;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The voice library comes, goes and is replaced. */
@Timeout(30)
final class LibraryGateTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ClosestVoices closest = new ClosestVoices(LONG, Duration.ZERO);
    private final OneClip one = new OneClip();
    private final OneClip other = new OneClip();

    @AfterEach
    void close() {
        closest.close();
    }

    private static void arrive(LibraryGate gate, OneClip library) {
        gate.bind((VoiceLibrary) library);
        gate.bind((VoiceShelf) library);
    }

    private static void leave(LibraryGate gate, OneClip library) {
        gate.unbind((VoiceLibrary) library);
        gate.unbind((VoiceShelf) library);
    }

    private static boolean findsAClip(LibraryGate gate) throws SpeechException {
        return gate.ask(voices -> voices.clip("mine")).isPresent();
    }

    @Test
    void library_notThereInTime_isUnavailableWithAHintWhenToTryAgain() {
        LibraryGate gate = new LibraryGate(closest, Duration.ZERO);
        gate.bind((VoiceLibrary) one); // half of it is none
        Unavailable e = assertThrows(Unavailable.class, () -> findsAClip(gate));
        assertEquals("The voice library is not running", e.getMessage());
        assertEquals(Duration.ofSeconds(2), e.retryAfter());
    }

    @Test
    void library_replaced_isWaitedFor() throws Exception {
        LibraryGate gate = new LibraryGate(closest, LONG);
        arrive(gate, one);
        leave(gate, one);
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                found.complete(findsAClip(gate));
            } catch (SpeechException e) {
                found.completeExceptionally(e);
            }
        });
        asking.start();
        while (asking.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        arrive(gate, other);
        assertTrue(found.get(20, TimeUnit.SECONDS));
        assertEquals(1, other.looks.get());
        assertEquals(0, one.looks.get());
    }

    @Test
    void library_leavesWhileItIsAsked_theNextOneIsAsked() throws Exception {
        LibraryGate gate = new LibraryGate(closest, LONG);
        arrive(gate, one);
        AtomicInteger asked = new AtomicInteger();
        boolean found = gate.ask(voices -> {
            if (asked.incrementAndGet() == 1) {
                leave(gate, one);
                arrive(gate, other);
                throw new Unavailable("it is being replaced", Duration.ofSeconds(2));
            }
            return voices.clip("mine").isPresent();
        });
        assertTrue(found);
        assertEquals(2, asked.get());
        assertEquals(1, other.looks.get());
    }

    @Test
    void library_staysButSomethingElseIsAway_isToldAtOnce() {
        LibraryGate gate = new LibraryGate(closest, LONG);
        arrive(gate, one);
        AtomicInteger asked = new AtomicInteger();
        assertThrows(
                Unavailable.class,
                () -> gate.ask(voices -> {
                    asked.incrementAndGet();
                    throw new Unavailable("No engine is there that can speak", Duration.ofSeconds(5));
                }));
        assertEquals(1, asked.get());
    }

    @Test
    void formerLibrary_unboundAfterTheNextOneCame_theNextOneStays() throws Exception {
        LibraryGate gate = new LibraryGate(closest, Duration.ZERO);
        arrive(gate, one);
        arrive(gate, other);
        leave(gate, one);
        assertTrue(findsAClip(gate));
        assertEquals(1, other.looks.get());
    }
}
