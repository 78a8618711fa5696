package io.mynah.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears how far the pulls of {@link ModelPulls} are, as a service; those of {@link ModelStore#pull} tell their callers. Safe for
 * use by several threads: two models may be fetched at once.
 */
@ConsumerType
public interface ModelPullListener {

    /**
     * Something has been done: called several times a second while a pull runs, and once with a state that is over. Must not
     * block, as it holds up the pull.
     */
    void progressed(ModelProgress progress);
}
