package io.mynah.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What programs show that may administer the server. Only a digest of it is kept. */
final class AdminToken {
    private static final String BEARER = "bearer ";

    private final byte[] digest;

    AdminToken(String token) {
        this.digest = digest(token);
    }

    /** Whether a header {@code Authorization} shows it; how long that takes tells nothing of it. */
    boolean isShownBy(@Nullable String header) {
        String shown = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
        return MessageDigest.isEqual(digest, digest(shown));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
