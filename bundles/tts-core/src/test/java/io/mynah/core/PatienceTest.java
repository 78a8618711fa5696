package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.SpeechException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Limits NO_TURN = new Limits(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1));

    /** Engines that hang in all workers would let it wait for ever. */
    @Test
    void left_betweenTwoSentences_endsAsForTheFirst() {
        Patience patience = new Patience(NO_TURN);
        patience.progress();

        assertTrue(patience.left(true, false, Duration.ZERO) <= 0);
        assertInstanceOf(SpeechException.DeadlineExceeded.class, patience.exceeded(false));
        assertTrue(patience.left(true, true, Patience.UNTIL_THE_LIMIT) > 0, "while it is spoken, other limits hold");
    }
}
