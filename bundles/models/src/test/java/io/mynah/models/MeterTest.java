package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final List<ModelProgress> told = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Meter meter = new Meter("m", "q4", told::add, nanos::get);

    private ModelProgress last() {
        return told.get(told.size() - 1);
    }

    @Test
    void moved_steadily_speedAndTimeLeft() {
        meter.state(State.ASKING, "a");
        nanos.addAndGet(60_000_000_000L);
        meter.total(10_000);
        meter.found(4_000);
        meter.state(State.FETCHING, "a");
        for (int i = 0; i < 10; i++) {
            nanos.addAndGet(250_000_000L);
            meter.moved(100);
        }
        assertEquals(400, last().bytesPerSecond());
        assertEquals(5_000, last().bytesDone());
        assertEquals(13, last().secondsLeft());
    }

    @Test
    void moved_aThousandTimesASecond_toldFiveTimes() {
        meter.state(State.FETCHING, "a");
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(1_000_000L);
            meter.moved(1);
        }
        assertEquals(6, told.size());
    }

    @Test
    void say_thenBytes_messageGone() {
        meter.state(State.FETCHING, "a");
        meter.say("waiting");
        assertEquals("waiting", last().message());
        nanos.addAndGet(250_000_000L);
        meter.moved(1);
        assertNull(last().message());
    }
}
