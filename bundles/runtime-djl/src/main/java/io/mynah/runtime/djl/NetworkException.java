package io.mynah.runtime.djl;

/** A network could not be run. */
public final class NetworkException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what the engine says, which is not for clients */
    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
