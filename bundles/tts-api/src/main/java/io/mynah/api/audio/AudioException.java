package io.mynah.api.audio;

/** A file could not be read or converted. */
public final class AudioException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Kind {
        /** The file is not audio, truncated, damaged or beyond the limits. */
        UNREADABLE,
        /** The converter itself failed or took too long. */
        FAILED,
        /** There is no room to write the result. */
        STORAGE_FULL
    }

    private final Kind kind;

    public AudioException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public AudioException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
