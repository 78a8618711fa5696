package io.mynah.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as the manifest has it.
 *
 * @param path within the model, with slashes
 * @param part of the model that it belongs to; {@code null} if every selection needs it
 * @param precision of that part; {@code null} if it is the same in all
 * @param bytes its size; -1 if that is not known
 * @param about a size that is roughly right, for those that are not known
 * @param sha256 in lower-case hexadecimal
 * @param knownAt revisions at which size and checksum hold; empty for always
 * @param optional whether the model can do without it
 */
record ModelFile(
        String path,
        @Nullable String part,
        @Nullable String precision,
        long bytes,
        long about,
        @Nullable String sha256,
        List<String> knownAt,
        boolean optional) {

    ModelFile {
        // A manifest of a user is no reason to write anywhere else.
        if (!path.matches("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")) {
            throw new IllegalArgumentException("'" + path + "' is not a path of plain names");
        }
        if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(path + ": '" + sha256 + "' is not a SHA-256");
        }
    }

    /** What is known of it at a revision. */
    WantedFile at(String revision) {
        boolean known = knownAt.isEmpty() || knownAt.contains(revision);
        return new WantedFile(path, known ? bytes : -1, bytes >= 0 ? bytes : about, known ? sha256 : null, optional);
    }
}
