package io.mynah.closest;

import io.mynah.api.engine.TtsEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends engines to the search. An engine that goes is held up until its loan is back, since its model is freed after that; the
 * loan says that it is wanted back. The core keeps leases of its own, for requests; what it lends would count as one, and the
 * search has to be told from those to give way to them. Safe for use by several threads.
 */
final class Engines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ServiceTracker<TtsEngine, Present> tracker;

    Engines(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, TtsEngine.class, new Customizer());
    }

    /** Begins to look out. Not done by the constructor, which runs while other bundles' services are being started. */
    void open() {
        tracker.open();
    }

    /** An engine, for as long as the loan is not closed; empty if it is not there, or lent already. */
    Optional<Loan> borrow(String id) {
        for (Present present : tracker.getTracked().values()) {
            if (present.engine.info().id().equals(id)) {
                return present.borrow();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        tracker.close();
    }

    /** A borrowed engine. */
    static final class Loan implements AutoCloseable {
        private final Present present;

        private Loan(Present present) {
            this.present = present;
        }

        TtsEngine engine() {
            return present.engine;
        }

        /** Whether the engine is about to go. */
        boolean isWantedBack() {
            return present.going;
        }

        /** Once. */
        @Override
        public void close() {
            present.free.release();
        }
    }

    private static final class Present {
        private final TtsEngine engine;
        /** Taken by the loan, and in the end by the leave. */
        private final Semaphore free = new Semaphore(1);

        private volatile boolean going;

        Present(TtsEngine engine) {
            this.engine = engine;
        }

        Optional<Loan> borrow() {
            return free.tryAcquire() ? Optional.of(new Loan(this)) : Optional.empty();
        }

        void leave() {
            going = true;
            try {
                if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn(
                            "Engine {} goes while the search still uses it",
                            engine.info().id());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Customizer implements ServiceTrackerCustomizer<TtsEngine, Present> {
        @Override
        public @Nullable Present addingService(ServiceReference<TtsEngine> reference) {
            @Nullable TtsEngine engine = context.getService(reference);
            return engine == null ? null : new Present(engine); // null is not tracked: it has gone already
        }

        @Override
        public void modifiedService(ServiceReference<TtsEngine> reference, Present present) {}

        @Override
        public void removedService(ServiceReference<TtsEngine> reference, Present present) {
            present.leave();
            context.ungetService(reference);
        }
    }
}
