package io.mynah.api.audio;

import java.io.IOException;

/** A file is not a WAV, is damaged or cut, or is of a kind that is not read: its own fault, and no use to try again. */
public final class InvalidWavException extends IOException {
    private static final long serialVersionUID = 1L;

    public InvalidWavException(String message) {
        super(message);
    }

    public InvalidWavException(String message, Throwable cause) {
        super(message, cause);
    }
}
