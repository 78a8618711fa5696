package io.mynah.closest;

import io.mynah.api.engine.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears mixtures while the server has nothing else to do: waits until nobody wants to be spoken to, and is cut short by whoever
 * comes meanwhile. Knows when to give up. Used by the search's thread alone.
 */
final class IdleEar {
    private static final Logger LOG = LoggerFactory.getLogger(IdleEar.class);

    private static final int MOST_FAILURES = 5;
    private static final Duration GLANCE = Duration.ofMillis(50);
    /** An engine that is being replaced is back by then; for another one the next request begins anew. */
    private static final int MOST_ABSENCES = 400;
    /** The server has been quiet for so many glances. */
    private static final int QUIET_GLANCES = 6;

    private final Surroundings surroundings;
    private final String engine;
    private final ScheduledExecutorService clock;
    private final BooleanSupplier closed;
    private boolean settled;
    private int failures;
    private int absences;

    /**
     * @param engine id of the one that speaks
     * @param clock looks whether somebody comes
     * @param closed whether all searching is to end
     */
    IdleEar(Surroundings surroundings, String engine, ScheduledExecutorService clock, BooleanSupplier closed) {
        this.surroundings = surroundings;
        this.engine = engine;
        this.clock = clock;
        this.closed = closed;
    }

    /** Whether the engine is there and speaks, as far as that is known by now. */
    boolean isOfUse() {
        return failures < MOST_FAILURES && absences < MOST_ABSENCES;
    }

    /**
     * Waits for quiet, has a mixture speak, and listens.
     *
     * @param weights of the voices, sum 1
     * @return empty if somebody came, the engine was away, or nobody could be heard
     * @throws InterruptedException if all searching is to end
     */
    Optional<Sound> hear(double[] weights, String text) throws InterruptedException {
        awaitQuiet();
        Optional<Surroundings.Listening> lent = surroundings.listen(engine);
        if (lent.isEmpty()) {
            Thread.sleep(GLANCE.toMillis()); // the engine is being replaced
            absences++;
            return Optional.empty();
        }
        absences = 0;
        try (Surroundings.Listening listening = lent.get();
                GivingWay givingWay = new GivingWay(
                        clock, () -> closed.getAsBoolean() || listening.isWantedBack() || surroundings.isBusy())) {
            Optional<Sound> sound = listening.ear().hear(weights, List.of(text), givingWay.cancellation());
            settled = !givingWay.isRequested();
            failures = sound.isPresent() || !settled ? 0 : failures + 1;
            return sound;
        } catch (EngineException e) {
            LOG.debug("The search for a closest voice could not hear a mixture", e);
            failures++;
            return Optional.empty();
        }
    }

    /** Returns at once if nobody came since the last time; otherwise when it has been quiet for a while. */
    void awaitQuiet() throws InterruptedException {
        for (int quiet = settled ? QUIET_GLANCES : 0; quiet < QUIET_GLANCES || surroundings.isBusy(); quiet++) {
            endIfClosed();
            if (surroundings.isBusy()) {
                quiet = -1;
            }
            Thread.sleep(GLANCE.toMillis());
        }
        settled = true;
        endIfClosed();
    }

    private void endIfClosed() throws InterruptedException {
        if (closed.getAsBoolean()) {
            throw new InterruptedException("closed");
        }
    }
}
