package io.mynah.engine.onnx.device;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.base.IdleModel;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A large model that is computed where there is room for it. Where it runs out of memory, its own is freed, and the work is
 * tried once more in smaller pieces; then on the processor, if it was not there. A card that fails otherwise is left at once.
 * After that the model stays on the processor until it is loaded anew, ten minutes later at the earliest: somebody else may
 * have given the card's memory back by then.
 *
 * <p>{@link #run} is for one thread at a time; the rest may be called by any.
 *
 * @param <M> what is loaded
 */
public final class PlacedModel<M extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlacedModel.class);
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();
    private static final Placement NOWHERE = new Placement(Device.CPU, "it is not loaded yet");

    private final String title;
    private final Loader<M> loader;
    private final Supplier<Placement> wish;
    private final LongSupplier clock;
    private final IdleModel<M> network;

    private Consumer<Placement> listener = placement -> {};
    private Placement current = NOWHERE;
    /** Why the card was left, and when. */
    private @Nullable Placement refuge;

    private long leftAt;

    /**
     * Loads the model on a device.
     *
     * @param <M> what is loaded
     */
    public interface Loader<M> {

        /**
         * Loads it.
         *
         * @throws IOException with a message for people; caused by an {@link OrtException} if the device may be at fault
         */
        M load(Device device) throws IOException;
    }

    /**
     * Work with the model.
     *
     * @param <M> the model
     * @param <T> what comes of it
     */
    public interface Task<M, T> {

        /** Does the work. It may be done again from its beginning if it fails. */
        T run(M model) throws OrtException, EngineException;
    }

    /**
     * A model that is not loaded yet.
     *
     * @param title of the engine, for the log
     * @param wish where it should be; asked when it is loaded
     * @param idle how long nobody has wanted it when it is unloaded; zero is never
     */
    public PlacedModel(String title, Loader<M> loader, Supplier<Placement> wish, Duration idle) {
        this(title, loader, wish, idle, System::nanoTime);
    }

    PlacedModel(String title, Loader<M> loader, Supplier<Placement> wish, Duration idle, LongSupplier clock) {
        this.title = title;
        this.loader = loader;
        this.wish = wish;
        this.clock = clock;
        this.network = new IdleModel<>(title, this::loadAnywhere, idle);
    }

    /** Where it is, or was when it was loaded. */
    public synchronized Placement placement() {
        return current;
    }

    /** Tells at once, and with each change, where it is. */
    public void onMove(Consumer<Placement> told) {
        Placement now;
        synchronized (this) {
            listener = told;
            now = current;
        }
        told.accept(now);
    }

    /** Loads it, if it is not loaded. */
    public void load() throws IOException {
        network.borrow().close();
    }

    private M loadAnywhere() throws IOException {
        Placement wanted = target();
        if (wanted.device() == Device.CUDA) {
            try {
                return loadOn(wanted);
            } catch (IOException e) {
                if (!(e.getCause() instanceof OrtException failure)) {
                    throw e;
                }
                leaveCard("while it was loaded", failure);
                wanted = target();
            }
        }
        return loadOn(wanted);
    }

    private M loadOn(Placement wanted) throws IOException {
        M model = loader.load(wanted.device());
        move(wanted);
        return model;
    }

    private synchronized Placement target() {
        return refuge == null || clock.getAsLong() - leftAt > PATIENCE ? wish.get() : refuge;
    }

    private void move(Placement to) {
        Consumer<Placement> told;
        synchronized (this) {
            if (to.equals(current)) {
                return;
            }
            current = to;
            told = listener;
        }
        told.accept(to);
    }

    private void leaveCard(String when, OrtException failure) {
        String reason = "CUDA failed " + when + ": " + OrtFailures.whyNoCuda(failure);
        LOG.warn("{}: {}. The CPU is used", title, reason);
        LOG.debug("The whole of it", failure);
        synchronized (this) {
            refuge = new Placement(Device.CPU, reason);
            leftAt = clock.getAsLong();
        }
    }

    /**
     * Does some work, again and elsewhere if need be.
     *
     * @param smaller the same work in smaller pieces
     * @throws EngineException {@link EngineException.Kind#OUT_OF_MEMORY} if even that does not help
     */
    public <T> T run(Task<M, T> whole, Task<M, T> smaller, Cancellation cancellation) throws EngineException {
        Task<M, T> task = whole;
        try {
            return attempt(whole);
        } catch (OrtException e) {
            OrtException failure = giveUp(e, cancellation);
            if (OrtFailures.isOutOfMemory(e)) {
                LOG.warn(
                        "{}: not enough memory on {}, trying smaller pieces",
                        title,
                        placement().device().id());
                task = smaller;
                try {
                    return attempt(smaller);
                } catch (OrtException again) {
                    again.addSuppressed(e);
                    failure = giveUp(again, cancellation);
                }
            }
            if (placement().device() == Device.CPU) {
                throw OrtFailures.ofRun(failure);
            }
            leaveCard("while it spoke", failure);
        }
        try {
            return attempt(task);
        } catch (OrtException e) {
            throw OrtFailures.ofRun(giveUp(e, cancellation));
        }
    }

    /** Frees what a failed attempt holds; throws if there is no point in another one. */
    private OrtException giveUp(OrtException failure, Cancellation cancellation) throws EngineException {
        boolean hopeless = placement().device() == Device.CPU && !OrtFailures.isOutOfMemory(failure);
        if (hopeless || cancellation.isRequested()) {
            throw OrtFailures.ofRun(failure);
        }
        boolean ignored = network.unloadIfFree();
        return failure;
    }

    private <T> T attempt(Task<M, T> task) throws OrtException, EngineException {
        try (IdleModel<M>.Loan loan = network.borrow()) {
            return task.run(loan.model());
        } catch (IOException e) {
            if (OrtFailures.isOutOfMemory(e.getCause())) {
                throw OrtFailures.outOfMemory(e);
            }
            throw new EngineException(EngineException.Kind.FAILED, "The model could not be loaded.", e);
        }
    }

    /** Unloads it now, unless somebody uses it; the next one loads it again. Whether there was anything to unload. */
    public boolean unloadIfFree() {
        return network.unloadIfFree();
    }

    /** Unloads it, or has the last borrower do so. */
    @Override
    public void close() {
        network.close();
    }
}
