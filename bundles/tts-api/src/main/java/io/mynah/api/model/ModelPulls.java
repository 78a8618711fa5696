package io.mynah.api.model;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Models that are fetched while nobody waits: for clients that ask now and look again later. One pull of a model at a time;
 * when the store stops, running ones end and can be continued. Safe for use by several threads.
 */
@ProviderType
public interface ModelPulls {

    /**
     * Begins to fetch a model, unless that is under way already.
     *
     * @param precision as for {@link ModelStore}
     * @return how far it is; failures from now on are told by {@link #progress}
     * @throws ModelException {@link ModelException.UnknownModel}, {@link ModelException.UnknownPrecision}, or
     *     {@link ModelException.Busy} if another precision of the model is being fetched or too many models are
     */
    ModelProgress start(String id, String precision) throws ModelException;

    /** How far the last pull of a model is or was since the server started; empty if there was none. */
    Optional<ModelProgress> progress(String id);

    /**
     * Ends a pull soon; what has been fetched is kept to be continued.
     *
     * @return whether one was running
     */
    boolean cancel(String id);
}
