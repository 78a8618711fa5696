package io.mynah.closest;

import io.mynah.api.engine.TtsEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
 * loan says that it is wanted back. Safe for use by several threads.
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
        private final CountDownLatch back = new CountDownLatch(1);

        Loan(Present present) {
            this.present = present;
        }

        TtsEngine engine() {
            return present.engine;
        }

        /** Whether the engine is about to go. */
        boolean isWantedBack() {
            return present.isGoing();
        }

        @Override
        public void close() {
            present.giveBack();
            back.countDown();
        }
    }

    private static final class Present {
        private final TtsEngine engine;
        private @Nullable Loan loan;
        private boolean going;

        Present(TtsEngine engine) {
            this.engine = engine;
        }

        synchronized Optional<Loan> borrow() {
            if (going || loan != null) {
                return Optional.empty();
            }
            loan = new Loan(this);
            return Optional.of(loan);
        }

        synchronized void giveBack() {
            loan = null;
        }

        synchronized boolean isGoing() {
            return going;
        }

        void leave() {
            Loan open;
            synchronized (this) {
                going = true;
                open = loan;
            }
            if (open == null) {
                return;
            }
            try {
                if (!open.back.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
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
