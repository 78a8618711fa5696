package io.mynah.closest;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.CancellationSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels an utterance of the search as soon as somebody else needs the machine. It asks every few milliseconds, and only
 * while it is open, since the core has no bell to ring.
 */
final class GivingWay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GivingWay.class);
    private static final long PERIOD_MS = 15;

    private final CancellationSource source =
            new CancellationSource(failure -> LOG.warn("An engine failed at being cancelled", failure));
    private final ScheduledFuture<?> watch;

    /** @param wanted whether to give way; looked at by {@code clock} */
    GivingWay(ScheduledExecutorService clock, BooleanSupplier wanted) {
        watch = clock.scheduleWithFixedDelay(
                () -> {
                    if (wanted.getAsBoolean()) {
                        source.request();
                    }
                },
                PERIOD_MS,
                PERIOD_MS,
                TimeUnit.MILLISECONDS);
    }

    /** What the utterance is to heed. */
    Cancellation cancellation() {
        return source;
    }

    boolean isRequested() {
        return source.isRequested();
    }

    /** Ends the watch; a request that is under way is still carried out. */
    @Override
    public void close() {
        watch.cancel(false);
    }
}
