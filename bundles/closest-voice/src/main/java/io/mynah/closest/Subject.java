package io.mynah.closest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a search is about.
 *
 * @param contentId of the clip, under whatever name
 * @param circumstances everything else that the result depends on: who speaks, who listens, which voices may be mixed
 */
record Subject(String contentId, String circumstances) {
    private static final int HASH_BYTES = 16;

    /** A file name that begins with {@link #prefix}. */
    String fileName() {
        return prefix(contentId) + hash(circumstances) + ".voice";
    }

    /** What the names of all files about a content begin with. */
    static String prefix(String contentId) {
        return hash(contentId) + "-";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
