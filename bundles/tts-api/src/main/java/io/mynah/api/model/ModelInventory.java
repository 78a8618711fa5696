package io.mynah.api.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people want to know of the store and engines do not: what is half here, where it lies, and how the hub is reached.
 * Looks at names and sizes of files, uses no network. Safe for use by several threads.
 */
@ProviderType
public interface ModelInventory {

    /** How much of a precision is here. */
    enum State {
        /** Nothing that only this precision has. */
        ABSENT,
        /** Some of its files, or parts of them. */
        PARTIAL,
        /** All files that it needs, with the sizes that are known of them. */
        WHOLE
    }

    /**
     * What is here of a precision.
     *
     * @param folder that has the most of it; {@code null} if nothing is visible yet
     * @param inCache whether that is the hub's cache, which other programs share
     * @param bytesHere of its files, and of what of them was begun, as far as that can be told
     */
    record Stock(State state, @Nullable Path folder, boolean inCache, long bytesHere) {}

    /**
     * How the hub is reached.
     *
     * @param address without names and passwords that may be in it
     * @param cache the root of its cache
     * @param tokenFrom where its token comes from, in words; {@code null} if there is none. Never the token
     * @param tokenProblem why there is none that can be used, in words; {@code null} if nothing is wrong
     * @param offlineBy which setting forbids to ask it; {@code null} if none does
     */
    record Hub(
            String address,
            Path cache,
            @Nullable String tokenFrom,
            @Nullable String tokenProblem,
            @Nullable String offlineBy) {}

    /**
     * What is here of a precision.
     *
     * @param precision as for {@link ModelStore}
     * @throws ModelException {@link ModelException.UnknownModel} or {@link ModelException.UnknownPrecision}
     */
    Stock stock(String id, String precision) throws ModelException;

    /**
     * Bytes of a model's files that were begun and are kept to be continued, of whichever precision.
     *
     * @throws ModelException {@link ModelException.UnknownModel} or {@link ModelException.Storage}
     */
    long begun(String id) throws ModelException;

    /** How the hub is reached, as the settings are now. */
    Hub hub();
}
