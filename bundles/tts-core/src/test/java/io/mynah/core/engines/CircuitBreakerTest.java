package io.mynah.core.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private long now = Long.MAX_VALUE - 1_000; // overflows, as nanoTime may
    private final CircuitBreaker breaker = new CircuitBreaker(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.begin();
            breaker.failed();
        }
    }

    @Test
    void failed_fewTimesInARow_staysClosed() {
        fail(CircuitBreaker.MOST_FAILURES - 1);
        breaker.spoke();
        fail(CircuitBreaker.MOST_FAILURES - 1);
        assertFalse(breaker.isOpen());
        assertEquals(Duration.ZERO, breaker.untilTrial());
    }

    @Test
    void failed_againAndAgain_opensUntilOneTrial() {
        fail(CircuitBreaker.MOST_FAILURES - 1);
        assertTrue(breaker.failed(), "it tells that it opens");
        assertTrue(breaker.isOpen());
        assertFalse(breaker.failed(), "once");
        assertEquals(CircuitBreaker.FIRST_PAUSE, breaker.untilTrial());
        pass(CircuitBreaker.FIRST_PAUSE.minusNanos(1));
        assertTrue(breaker.isOpen());
        assertFalse(breaker.begin(), "who has nobody else makes no trial of it");
        pass(Duration.ofNanos(1));
        assertFalse(breaker.isOpen());

        assertTrue(breaker.begin());
        assertTrue(breaker.isOpen(), "one trial at a time");
        breaker.spoke();
        assertFalse(breaker.isOpen());
    }

    @Test
    void trial_fails_thePauseGrowsToItsLimit() {
        fail(CircuitBreaker.MOST_FAILURES);
        Duration expected = CircuitBreaker.FIRST_PAUSE;
        for (int i = 0; i < 10; i++) {
            assertEquals(expected, breaker.untilTrial());
            pass(expected);
            assertTrue(breaker.begin());
            assertFalse(breaker.failed(), "it was not closed");
            breaker.endTrial();
            expected = expected.multipliedBy(2);
            if (expected.compareTo(CircuitBreaker.LONGEST_PAUSE) > 0) {
                expected = CircuitBreaker.LONGEST_PAUSE;
            }
        }
    }

    @Test
    void trial_isCancelled_theNextOneIsATrialToo() {
        fail(CircuitBreaker.MOST_FAILURES);
        pass(CircuitBreaker.FIRST_PAUSE);
        assertTrue(breaker.begin());
        breaker.endTrial();
        assertFalse(breaker.isOpen());
        assertTrue(breaker.begin());
    }

    @Test
    void hangs_once_opensAtOnce() {
        assertTrue(breaker.hangs());
        assertTrue(breaker.isOpen());
        assertFalse(breaker.isStuck());
        breaker.spoke();
        assertFalse(breaker.isOpen(), "it was slow, and came back");
    }

    @Test
    void hangs_tooOften_isNeverAskedUntilSomeComeBack() {
        for (int i = 0; i < CircuitBreaker.MOST_HANGING; i++) {
            breaker.hangs();
        }
        pass(CircuitBreaker.LONGEST_PAUSE);
        assertTrue(breaker.isStuck() && breaker.isOpen());
        breaker.returned();
        assertFalse(breaker.isStuck());
        assertTrue(breaker.begin());
    }
}
