package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engines that can speak now, the preferred one first. It lends them: as long as a {@link Lease} is open its engine
 * stays. {@link #remove} refuses new leases, lets the open ones finish and recalls them after the drain limit, so that an
 * engine may free its native memory once it has been unregistered. Thread-safe.
 */
public final class EngineRegistry {

    /** How long an engine may take to give an utterance back that was cancelled. */
    public static final Duration RECALL_LIMIT = Duration.ofSeconds(5);

    /** At the start engines come one after another, some of them from the same bundle: by then the others are there too. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Duration drainLimit;
    private final Runnable onArrival;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Wishes wishes = new Wishes();
    private final List<Entry> entries = new ArrayList<>();
    /** Those that have not given everything back yet; they stay here as long as they hang. */
    private final List<Entry> leaving = new ArrayList<>();

    private final Departures departures = new Departures();

    private OptionalLong firstCameAt = OptionalLong.empty();

    /**
     * An empty registry.
     *
     * @param drainLimit how long an engine that leaves may go on with what it has begun
     * @param onArrival run, without any lock, after an engine has come
     */
    public EngineRegistry(Duration drainLimit, Runnable onArrival) {
        this(drainLimit, onArrival, System::nanoTime);
    }

    EngineRegistry(Duration drainLimit, Runnable onArrival, LongSupplier nanoTime) {
        this.drainLimit = drainLimit;
        this.onArrival = onArrival;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes in an engine that can speak from now on.
     *
     * @param ranking the higher, the more preferred
     * @param order among equal rankings the lower is preferred
     */
    public void add(TtsEngine engine, int ranking, long order) {
        lock.lock();
        try {
            Entry entry = new Entry(engine, ranking, order, nanoTime);
            if (firstCameAt.isEmpty()) {
                firstCameAt = OptionalLong.of(System.nanoTime());
            }
            entries.add(entry);
            departures.cameBack(entry.info);
            entries.sort(wishes.preferredFirst());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onArrival.run();
    }

    /**
     * Takes note of what has changed about an engine.
     *
     * @param device where it computes now
     * @param reason why there, as in {@link EngineInfo#deviceReason()}
     */
    public void change(TtsEngine engine, int ranking, String device, String reason) {
        lock.lock();
        try {
            entries.stream().filter(entry -> entry.engine == engine).forEach(entry -> {
                entry.ranking = ranking;
                entry.info = entry.info.on(device, reason);
            });
            entries.sort(wishes.preferredFirst());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets an engine go: no new leases from here on; waits for the open ones, recalls them after the drain limit and
     * waits {@link #RECALL_LIMIT} for those.
     *
     * @return whether every lease came back; if not, the engine hangs and its own guard must keep native memory
     */
    public boolean remove(TtsEngine engine) {
        lock.lock();
        try {
            Optional<Entry> found =
                    entries.stream().filter(entry -> entry.engine == engine).findFirst();
            if (found.isEmpty()) {
                return true;
            }
            Entry entry = found.get();
            entries.remove(entry);
            departures.left(entry.info);
            entry.leaves = true;
            leaving.add(entry);
            entry.hangs = !awaitReturn(entry.leases, drainLimit) && !recall(entry.leases);
            if (!entry.hangs) {
                leaving.remove(entry);
            }
            return !entry.hangs;
        } finally {
            lock.unlock();
        }
    }

    private boolean recall(Set<Lease> open) {
        // Recalling calls into the engine, which may give leases back at once: neither under the lock nor while
        // walking over the set that this changes.
        List<Lease> overdue = List.copyOf(open);
        lock.unlock();
        try {
            overdue.forEach(Lease::recall);
        } finally {
            lock.lock();
        }
        return awaitReturn(open, RECALL_LIMIT);
    }

    /**
     * Waits for those that do not hang. An interrupt is kept for later: leaving early would let the engine free what is in
     * use.
     */
    private boolean awaitReturn(Set<Lease> leases, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (!leases.stream().allMatch(Lease::isHanging) && end - System.nanoTime() > 0) {
            try {
                long ignored = changed.awaitNanos(end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return leases.isEmpty();
    }

    /** All engines that are given requests, the preferred one first. */
    public List<EngineInfo> engines() {
        lock.lock();
        try {
            return entries.stream()
                    .map(entry -> entry.info)
                    .filter(info -> !wishes.isStopped(info))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The preferred engine that is wanted; waits for one to come.
     *
     * @return empty if none came in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Optional<EngineInfo> await(Predicate<EngineInfo> wanted, Duration limit) throws InterruptedException {
        long rest = limit.toNanos();
        lock.lockInterruptibly();
        try {
            Optional<EngineInfo> found = first(wanted);
            while (found.isEmpty() && rest > 0) {
                rest = changed.awaitNanos(rest);
                found = first(wanted);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a wanted engine left so recently that it may be in the middle of an update. */
    public boolean leftWithin(Duration limit, Predicate<EngineInfo> wanted) {
        lock.lock();
        try {
            return departures.within(limit, wanted.and(info -> !wishes.isStopped(info)));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a wanted engine is there, or left so recently: the two cannot be asked one after the other. */
    public boolean isOrLeftWithin(Duration limit, Predicate<EngineInfo> wanted) {
        lock.lock();
        try {
            return first(wanted).isPresent() || leftWithin(limit, wanted);
        } finally {
            lock.unlock();
        }
    }

    /** How much longer engines may come that belong to the start; zero from then on, and before the first one. */
    public Duration settling() {
        lock.lock();
        try {
            if (firstCameAt.isEmpty()) {
                return Duration.ZERO;
            }
            long since = System.nanoTime() - firstCameAt.getAsLong();
            return Duration.ofNanos(Math.max(0, SETTLING.toNanos() - since));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Borrows the preferred engine that is wanted, one that {@linkplain #isLeftAlone is left alone} only if there is no other;
     * empty if there is none right now.
     *
     * @param begunBy whether an engine has begun with it, or was found for it: that one goes on although it is stopped
     */
    public Optional<Lease> acquire(Predicate<EngineInfo> wanted, Predicate<EngineInfo> begunBy) {
        lock.lock();
        try {
            List<Entry> able = entries.stream()
                    .filter(entry -> !wishes.isStopped(entry.info) || begunBy.test(entry.info))
                    .filter(entry -> !entry.breaker.isStuck() && wanted.test(entry.info))
                    .toList();
            return able.stream()
                    .filter(entry -> !entry.breaker.isOpen())
                    .findFirst()
                    .or(() -> able.stream().findFirst())
                    .map(this::lend);
        } finally {
            lock.unlock();
        }
    }

    private Lease lend(Entry entry) {
        Lease lease = new Lease(this, entry, entry.breaker.begin());
        entry.leases.add(lease);
        return lease;
    }

    /** Whether an engine failed again and again, or hung, so that others are to be asked first. */
    public boolean isLeftAlone(EngineInfo engine) {
        lock.lock();
        try {
            return entries.stream().anyMatch(entry -> entry.info.id().equals(engine.id()) && entry.breaker.isOpen());
        } finally {
            lock.unlock();
        }
    }

    private Optional<EngineInfo> first(Predicate<EngineInfo> wanted) {
        return engines().stream().filter(wanted).findFirst();
    }

    /**
     * Gives an engine no new requests any more, or gives it requests again.
     *
     * @param id holds for whoever has it, also for one that comes later
     */
    public void setStopped(String id, boolean stop) {
        boolean starts;
        lock.lock();
        try {
            starts = wishes.stop(id, stop) && !stop;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (starts) {
            onArrival.run();
        }
    }

    /** Prefers an engine to all others; with {@code null} none, so that their rankings decide. */
    public void promote(@Nullable String id) {
        lock.lock();
        try {
            wishes.promote(id);
            entries.sort(wishes.preferredFirst());
        } finally {
            lock.unlock();
        }
    }

    /** All engines, the preferred one first, those that are stopped or leave too. */
    public List<Standing> standings() {
        lock.lock();
        try {
            return Stream.concat(entries.stream(), leaving.stream())
                    .map(entry -> entry.standing(wishes))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Lease lease) {
        lock.lock();
        try {
            Entry entry = lease.entry();
            entry.leases.remove(lease);
            if (entry.hangs && entry.leases.isEmpty()) {
                leaving.remove(entry);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An utterance does not come back: who waits for it need not. */
    void oneHangs() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
