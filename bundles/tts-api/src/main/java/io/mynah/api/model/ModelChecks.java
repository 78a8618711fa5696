package io.mynah.api.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks of models while nobody waits, as {@link ModelPulls} has pulls: for clients that ask now and look again later. They
 * run one after the other, as they share one disk; when the store stops, they end. Safe for use by several threads.
 */
@ProviderType
public interface ModelChecks {

    /**
     * A check, under way or over.
     *
     * @param progress how far it is
     * @param report what was found; {@code null} until it is {@link ModelProgress.State#DONE}
     */
    record Check(ModelProgress progress, @Nullable ModelReport report) {}

    /**
     * Begins to check a precision of a model as {@link ModelStore#verify} does, unless that is under way already.
     *
     * @param precision as for {@link ModelStore}
     * @return how far it is
     * @throws ModelException {@link ModelException.UnknownModel} or {@link ModelException.UnknownPrecision}
     */
    ModelProgress start(String id, String precision) throws ModelException;

    /**
     * The last check of a precision since the server started; empty if there was none, or if its files have changed since,
     * whoever did that: what was found does not hold any more then.
     *
     * @param precision as {@link ModelProgress#precision()} of {@link #start} names it
     */
    Optional<Check> last(String id, String precision);

    /**
     * Ends the checks of a model soon.
     *
     * @return whether one was running or waiting
     */
    boolean cancel(String id);
}
