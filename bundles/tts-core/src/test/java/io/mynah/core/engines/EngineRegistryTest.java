package io.mynah.core.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    /** The limit of this test is shorter than the drain limit. */
    @Test
    @Timeout(10)
    void remove_leaseThatHangs_isNotWaitedFor() {
        EngineRegistry registry = registry(Duration.ofHours(1));
        registry.add(first, 0, 1);
        registry.acquire(engine -> true, engine -> false).orElseThrow().hangs();
        assertFalse(registry.remove(first));
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

    private static String next(EngineRegistry registry) {
        try (Lease lease = registry.acquire(engine -> true, engine -> false).orElseThrow()) {
            return lease.info().id();
        }
    }

    private static void fail(EngineRegistry registry, String engine, int times) {
        for (int i = 0; i < times; i++) {
            try (Lease lease = registry.acquire(info -> info.id().equals(engine), info -> false)
                    .orElseThrow()) {
                lease.failed();
            }
        }
    }

    @Test
    void acquire_engineThatFails_isLeftAloneUntilItsTrialSucceeds() {
        AtomicLong now = new AtomicLong();
        EngineRegistry registry = new EngineRegistry(LONG, arrivals::incrementAndGet, now::get);
        registry.add(first, 10, 1);
        registry.add(second, 0, 2);
        fail(registry, "first", CircuitBreaker.MOST_FAILURES);

        assertTrue(registry.isLeftAlone(first.info()));
        assertEquals("second", next(registry));
        assertEquals(List.of("first", "second"), ids(registry), "it is listed as before");
        try (Lease only = registry.acquire(info -> info.id().equals("first"), engine -> false)
                .orElseThrow()) {
            assertEquals("first", only.info().id(), "who has nobody else may ask it");
        }

        now.addAndGet(CircuitBreaker.FIRST_PAUSE.toNanos());
        try (Lease trial = registry.acquire(engine -> true, engine -> false).orElseThrow()) {
            assertEquals("first", trial.info().id());
            assertEquals("second", next(registry), "one trial at a time");
            trial.spoke(10, Duration.ofMillis(5));
        }
        assertFalse(registry.isLeftAlone(first.info()));
        assertEquals("first", next(registry));
    }

    @Test
    void acquire_engineThatHangsTooOften_isNotLentAtAll() {
        EngineRegistry registry = registry(Duration.ofMillis(20));
        registry.add(first, 0, 1);
        List<Lease> lost = new ArrayList<>();
        for (int i = 0; i < CircuitBreaker.MOST_HANGING; i++) {
            lost.add(registry.acquire(engine -> true, engine -> false).orElseThrow());
        }
        lost.forEach(Lease::hangs);
        assertTrue(registry.acquire(engine -> true, engine -> false).isEmpty());

        lost.get(0).close();
        assertEquals("first", next(registry));
        lost.get(0).hangs();
        assertEquals("first", next(registry), "what has come back does not hang");
    }

    @Test
    void add_engineThatWasLeftAlone_isTrustedAgain() {
        EngineRegistry registry = registry(LONG);
        registry.add(first, 0, 1);
        fail(registry, "first", CircuitBreaker.MOST_FAILURES);
        assertTrue(registry.remove(first));
        registry.add(first, 0, 2);
        assertFalse(registry.isLeftAlone(first.info()));
    }

    private static List<String> ids(EngineRegistry registry) {
        return registry.engines().stream().map(EngineInfo::id).toList();
    }
}
