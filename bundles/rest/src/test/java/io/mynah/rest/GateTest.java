package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void enter_manyAtOnce_letsInExactlyTheLimit() throws Exception {
        Gate gate = new Gate(() -> 10);
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(() -> gate.enter() == null);
            }
            int entered = 0;
            for (Future<Boolean> one : threads.invokeAll(all)) {
                entered += one.get() ? 1 : 0;
            }
            assertEquals(10, entered);
            assertEquals(Gate.Refusal.FULL, gate.enter());
            gate.leave();
            assertNull(gate.enter());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void drain_somebodyInside_waitsUntilItLeaves() throws Exception {
        Gate gate = new Gate(() -> 1);
        assertNull(gate.enter());
        assertFalse(gate.drain(Duration.ofMillis(1)));
        assertEquals(Gate.Refusal.STOPPING, gate.enter());
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> gate.drain(Duration.ofSeconds(20)));
        gate.leave();
        assertTrue(drained.get());
    }

    @Test
    void drain_again_doesNotWaitAgain() {
        Gate gate = new Gate(() -> 1);
        assertNull(gate.enter());
        Duration patience = Duration.ofMillis(500);
        assertFalse(gate.drain(patience));
        long again = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            assertFalse(gate.drain(patience));
        }
        assertTrue(System.nanoTime() - again < patience.multipliedBy(20).toNanos());
    }
}
