package io.mynah.core.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EngineRegistryTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger arrivals = new AtomicInteger();
    private final ToneEngine first = new ToneEngine("first", 0.5f, Fault.none());
    private final ToneEngine second = new ToneEngine("second", 0.5f, Fault.none());

    private EngineRegistry registry(Duration drainLimit) {
        return new EngineRegistry(drainLimit, arrivals::incrementAndGet);
    }

    @Test
    void severalEngines_listed_standByRankingThenAge() {
        EngineRegistry registry = registry(LONG);
        registry.add(second, 0, 2);
        registry.add(first, 0, 1);
        assertEquals(List.of("first", "second"), ids(registry));
        registry.change(second, 10, "cuda", "it is there");
        assertEquals(List.of("second", "first"), ids(registry));
        assertEquals("cuda", registry.engines().get(0).device());
        assertEquals("it is there", registry.engines().get(0).deviceReason());
        assertEquals(2, arrivals.get());
    }

    @Test
    void remove_leaseOpen_waitsUntilItIsClosed() throws Exception {
        EngineRegistry registry = registry(LONG);
        registry.add(first, 0, 1);
        Lease lease = registry.acquire(engine -> true, engine -> false).orElseThrow();
        CompletableFuture<Boolean> removal = CompletableFuture.supplyAsync(() -> registry.remove(first));
        // No new lease from the moment on at which the engine is no longer listed.
        while (!registry.engines().isEmpty()) {
            Thread.onSpinWait();
        }
        assertTrue(registry.acquire(engine -> true, engine -> false).isEmpty());
        assertFalse(removal.isDone());
        lease.close();
        assertTrue(removal.get(20, TimeUnit.SECONDS));
    }

    @Test
    void remove_leaseOverdue_isRecalled() {
        EngineRegistry registry = registry(Duration.ofMillis(50));
        registry.add(first, 0, 1);
        Lease lease = registry.acquire(engine -> true, engine -> false).orElseThrow();
        lease.onRecall(lease::close);
        assertTrue(registry.remove(first));
    }

    @Test
    void remove_leaseNeverReturned_givesUpAndSaysSo() {
        EngineRegistry registry = registry(Duration.ofMillis(20));
        registry.add(first, 0, 1);
        Lease lease = registry.acquire(engine -> true, engine -> false).orElseThrow();
        assertFalse(registry.remove(first));
        assertTrue(registry.standings().get(0).hangs());
        lease.close();
        assertEquals(List.of(), registry.standings());
    }

    @Test
    void await_engineComesLater_findsIt() throws Exception {
        EngineRegistry registry = registry(LONG);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> {
            waiting.countDown();
            try {
                return registry.await(engine -> true, LONG).orElseThrow().id();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.await();
        registry.add(second, 0, 1);
        assertEquals("second", found.get(20, TimeUnit.SECONDS));
        assertTrue(registry.await(engine -> engine.id().equals("none"), Duration.ZERO)
                .isEmpty());
    }

    @Test
    void engineThatLeft_askedFor_isRememberedUntilItIsBack() {
        EngineRegistry registry = registry(LONG);
        registry.add(first, 0, 1);
        assertFalse(registry.leftWithin(LONG, engine -> true));
        registry.remove(first);
        assertTrue(registry.leftWithin(LONG, engine -> engine.id().equals("first")));
        assertFalse(registry.leftWithin(LONG, engine -> engine.id().equals("second")));
        registry.add(first, 0, 2);
        assertFalse(registry.leftWithin(LONG, engine -> true));
    }

    @Test
    void engineStopped_newRequests_goToOthersAndBegunOnesGoOn() {
        EngineRegistry registry = registry(LONG);
        registry.add(first, 0, 1);
        registry.add(second, 0, 2);
        registry.setStopped("first", true);
        assertEquals(List.of("second"), ids(registry));
        try (Lease other = registry.acquire(engine -> true, engine -> false).orElseThrow();
                Lease begun = registry.acquire(
                                engine -> true, engine -> engine.id().equals("first"))
                        .orElseThrow()) {
            assertEquals("second", other.info().id());
            assertEquals("first", begun.info().id());
            assertEquals(1, registry.standings().get(0).leases());
        }
        registry.setStopped("first", false);
        assertEquals(List.of("first", "second"), ids(registry));
        assertEquals(3, arrivals.get(), "who waits looks again");
    }

    @Test
    void engineStopped_itsBundleReplaced_staysStoppedAndIsNotWaitedFor() {
        EngineRegistry registry = registry(LONG);
        registry.add(first, 0, 1);
        registry.setStopped("first", true);
        registry.remove(first);
        assertFalse(registry.leftWithin(LONG, engine -> true));
        registry.add(new ToneEngine("first", 0.5f, Fault.none()), 0, 2);
        assertEquals(List.of(), ids(registry));
        assertTrue(registry.standings().get(0).stopped());
    }

    @Test
    void engine_promoted_standsBeforeAllUntilThatIsUndone() {
        EngineRegistry registry = registry(LONG);
        registry.add(first, Integer.MAX_VALUE, 1);
        registry.add(second, Integer.MIN_VALUE, 2);
        registry.promote("second");
        assertEquals(List.of("second", "first"), ids(registry));
        assertTrue(registry.standings().get(0).promoted());
        registry.promote(null);
        assertEquals(List.of("first", "second"), ids(registry));
    }

    private static List<String> ids(EngineRegistry registry) {
        return registry.engines().stream().map(EngineInfo::id).toList();
    }
}
