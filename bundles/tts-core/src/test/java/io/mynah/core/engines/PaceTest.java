package io.mynah.core.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    private void speak(int times, int characters, long millis) {
        for (int i = 0; i < times; i++) {
            pace.add(characters, Duration.ofMillis(millis));
        }
    }

    @Test
    void patience_littleHeardYet_isTheLongest() {
        speak(2, 40, 10);
        assertEquals(Pace.LONGEST, pace.patience(40));
    }

    @Test
    void patience_growsWithTheText() {
        speak(3, 80, 1_000);
        assertEquals(Duration.ofSeconds(6), pace.patience(80));
        assertEquals(Duration.ofSeconds(12), pace.patience(180));
        assertEquals(Pace.LONGEST, pace.patience(10_000));
    }

    @Test
    void patience_quickEngine_isNotShorterThanAPauseOfTheMachine() {
        speak(3, 80, 1);
        assertEquals(Pace.SHORTEST, pace.patience(80));
    }

    @Test
    void patience_slowOnce_isForgottenSlowly() {
        speak(3, 80, 1_000);
        speak(10, 80, 300);
        assertTrue(pace.patience(80).compareTo(Duration.ofSeconds(5)) > 0);
        speak(200, 80, 300);
        assertEquals(1.8, pace.patience(80).toMillis() / 1_000.0, 0.1);
    }
}
