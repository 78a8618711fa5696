package io.mynah.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who needs a model: an engine, as a service with the property {@link #MODEL}. The store asks it which precision to fetch
 * where nobody named one, tells it when files have come, and has it let go of them before they are removed. Safe for use by
 * several threads.
 */
@ConsumerType
public interface ModelUser {
    /**
     * Service property: the id of the model. An engine that speaks with a model of the store has it too
     * ({@link io.mynah.api.engine.TtsEngine}): the engine of the model that a person set as {@code model} comes first.
     */
    String MODEL = "mynah.model";

    /**
     * What to use of a model.
     *
     * @param precision as for {@link ModelStore}; never empty
     * @param reason why, in one sentence for people
     */
    record Choice(String precision, String reason) {}

    /**
     * Which precision suits this machine and what is here. Uses no network.
     *
     * @param store that has the model
     * @throws ModelException if the store does not know the model, or not a precision that a person demands
     */
    Choice choose(ModelStore store) throws ModelException;

    /** Files of the model may have come or gone: look again. Returns soon. */
    void changed();

    /** Uses the model's files no more when this returns, until {@link #changed} is called, which always follows. */
    void release();
}
