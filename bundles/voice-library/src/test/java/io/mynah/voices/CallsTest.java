package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallsTest {

    private final Calls calls = new Calls();

    @Test
    void end_afterCallsThatSucceededOrFailed_needsNotWait() throws Exception {
        assertEquals("done", calls.during(() -> "done"));
        assertThrows(
                InvalidFilename.class,
                () -> calls.during(() -> {
                    throw new InvalidFilename();
                }));
        assertTrue(calls.end(Duration.ZERO));
        assertTrue(calls.end(Duration.ZERO), "once more");
    }

    @Test
    void end_callUnderWay_isToldAfterTheLimitAndAdmitsNobodyAllTheSame() throws Exception {
        calls.enter();
        assertFalse(calls.end(Duration.ZERO));
        Unavailable e = assertThrows(Unavailable.class, () -> calls.during(() -> "more"));
        assertEquals("The voice library is being replaced", e.getMessage());
        calls.leave();
        assertThrows(Unavailable.class, calls::enter);
    }
}
