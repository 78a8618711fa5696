package io.mynah.models;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that may be gone when it is tried again. */
final class Transient extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    Transient(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the hub asks to be left alone. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
