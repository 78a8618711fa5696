package io.mynah.api.engine;

/** An engine could not speak. The message is shown to clients, so it holds no text, voice content or host path. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
        /** The utterance failed; another engine may manage. */
        FAILED,
        /** Memory ran out; a shorter text, the CPU or a quantised model may help. */
        OUT_OF_MEMORY,
        /** The utterance was cancelled; nobody waits for an answer. */
        CANCELLED
    }

    private final Kind kind;

    public EngineException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
