package io.mynah.api.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, and what of it is here.
 *
 * @param id stable lower-case id, such as {@code chatterbox-turbo}
 * @param title for people
 * @param source where its files come from
 * @param origin of a hub the repository, such as {@code OWNER/NAME}; otherwise the folder within {@code mynah.models}, or
 *     the folder's path
 * @param licence as SPDX names it, or in words
 * @param variants at least one; the first is the usual one
 */
public record ModelInfo(String id, String title, Source source, String origin, String licence, List<Variant> variants) {

    /** Where files come from. */
    public enum Source {
        /** A hub in the network, into the cache that its programs share. */
        HUB,
        /** The distribution. */
        EMBEDDED,
        /** A folder that a person keeps. */
        FOLDER
    }

    /**
     * A precision of a model.
     *
     * @param precision such as {@code q4}, or a mixture as for {@link ModelStore}; {@code default} where there is only one
     * @param revision of the hub that is fetched; empty where there is none
     * @param bytes of all its files together
     * @param exact whether {@code bytes} is known to the byte or about right
     * @param folder where it lies, as {@link ModelStore#find} has it; {@code null} if not all of it is here
     */
    public record Variant(
            String precision,
            String revision,
            long bytes,
            boolean exact,
            @Nullable Path folder) {}

    public ModelInfo {
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("model id '" + id + "' is not lower-case letters, digits, . _ -");
        }
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("model " + id + " has no variant");
        }
        variants = List.copyOf(variants);
    }
}
