package io.mynah.models;

import org.jspecify.annotations.Nullable;

/**
 * A file that a selection needs.
 *
 * @param path within the model, with slashes
 * @param bytes its size; -1 if that is not known
 * @param about its size or one that is roughly right
 * @param sha256 what is pinned; {@code null} if the hub has to tell
 * @param optional whether the model can do without it
 */
record WantedFile(
        String path, long bytes, long about, @Nullable String sha256, boolean optional) {}
