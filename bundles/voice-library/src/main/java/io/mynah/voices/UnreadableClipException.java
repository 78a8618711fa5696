package io.mynah.voices;

/** A file is not the audio that its name says. */
final class UnreadableClipException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableClipException(String message) {
        super(message);
    }

    UnreadableClipException(Throwable cause) {
        super(cause);
    }
}
