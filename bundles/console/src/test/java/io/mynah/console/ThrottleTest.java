package io.mynah.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(now::get);

    @Test
    void pause_fewFailures_isZero() {
        fail(4);
        assertEquals(Duration.ZERO, throttle.pause());
    }

    @Test
    void pause_manyFailures_doublesUpToTheLongest() {
        fail(5);
        assertEquals(Duration.ofSeconds(1), throttle.pause());
        fail(3);
        assertEquals(Duration.ofSeconds(8), throttle.pause());
        fail(1000);
        assertEquals(Duration.ofMinutes(5), throttle.pause());
    }

    @Test
    void pause_afterItsTime_isOver() {
        fail(5);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertEquals(Duration.ZERO, throttle.pause());
    }

    @Test
    void succeeded_afterFailures_startsAgain() {
        fail(4);
        throttle.succeeded();
        fail(4);
        assertEquals(Duration.ZERO, throttle.pause());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed();
        }
    }
}
