package io.mynah.api.speech;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered with speech. Each kind is one row of the error table of the wire contract; the message
 * is the {@code detail} that clients are shown, to the letter.
 */
public abstract sealed class SpeechException extends Exception {
    private static final long serialVersionUID = 1L;

    private SpeechException(String message) {
        super(message);
    }

    private SpeechException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No such voice. */
    public static final class VoiceNotFound extends SpeechException {
        private static final long serialVersionUID = 1L;

        /**
         * @param voice as the request named it
         * @param directory the references directory
         * @param available file names, sorted
         */
        public VoiceNotFound(String voice, String directory, List<String> available) {
            super("Voice file '" + voice + "' not found in references directory: " + directory + ". Available voices: "
                    + quoted(available));
        }
    }

    /** A voice clip that cannot be used: its extension, its content or its length. */
    public static final class UnusableClip extends SpeechException {
        private static final long serialVersionUID = 1L;

        public UnusableClip(String message) {
            super(message);
        }
    }

    /** A mixture of voices that is not written as one, or with weights that are none. */
    public static final class InvalidVoice extends SpeechException {
        private static final long serialVersionUID = 1L;

        public InvalidVoice(String message) {
            super(message);
        }
    }

    /** A mixture of voices that nobody here can speak. */
    public static final class CannotBlend extends SpeechException {
        private static final long serialVersionUID = 1L;

        public CannotBlend(String message) {
            super(message);
        }
    }

    /** A language that the engine does not speak. */
    public static final class UnsupportedLanguage extends SpeechException {
        private static final long serialVersionUID = 1L;

        public UnsupportedLanguage(String language, List<String> supported) {
            super("Unsupported language '" + language + "'. Supported: " + quoted(supported));
        }
    }

    /** An upload whose name is not a plain file name. */
    public static final class InvalidFilename extends SpeechException {
        private static final long serialVersionUID = 1L;

        public InvalidFilename() {
            super("Invalid target filename");
        }
    }

    /** An upload that would replace a file without having been told to. */
    public static final class AlreadyExists extends SpeechException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String filename) {
            super("File already exists: " + filename + ". Set overwrite=true to replace it.");
        }
    }

    /** An upload beyond the limit; nothing was kept. */
    public static final class TooLarge extends SpeechException {
        private static final long serialVersionUID = 1L;

        public TooLarge(long limitBytes) {
            super("File too large. Limit: " + limitBytes + " bytes");
        }
    }

    /** A speech of more audio than can be kept in memory. */
    public static final class SpeechTooLong extends SpeechException {
        private static final long serialVersionUID = 1L;

        public SpeechTooLong(long limitMinutes) {
            super("The speech is longer than the server can hold (" + limitMinutes + " minutes); send a shorter text");
        }
    }

    /** The converter failed on a clip that looked good. */
    public static final class ConversionFailed extends SpeechException {
        private static final long serialVersionUID = 1L;

        public ConversionFailed(String filename, Throwable cause) {
            super("Failed to convert " + filename + " to WAV format", cause);
        }
    }

    /** The engine failed. */
    public static final class SynthesisFailed extends SpeechException {
        private static final long serialVersionUID = 1L;

        public SynthesisFailed(String reason, boolean outOfMemory, @Nullable Throwable cause) {
            super(
                    "TTS generation failed: " + reason
                            + (outOfMemory ? ". Out of memory: try CPU mode, a shorter text or a quantised model" : ""),
                    cause);
        }
    }

    /** Nobody can speak right now: no engine, queue full, or a swap that took too long. */
    public static final class Unavailable extends SpeechException {
        private static final long serialVersionUID = 1L;

        private final transient Duration retryAfter;

        public Unavailable(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** When it is worth trying again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The request's turn did not come within its time; no engine was asked. */
    public static final class DeadlineExceeded extends SpeechException {
        private static final long serialVersionUID = 1L;

        public DeadlineExceeded(Duration limit) {
            super("The request waited longer than " + limit.toSeconds() + " s for its turn and was not begun");
        }
    }

    /** The disk has no room for what was to be saved; nothing was kept. */
    public static final class StorageFull extends SpeechException {
        private static final long serialVersionUID = 1L;

        public StorageFull(Throwable cause) {
            super("Not enough disk space; nothing was saved", cause);
        }
    }

    /** What was to be saved was not, through no fault of its own: the folder is read-only, say. */
    public static final class NotSaved extends SpeechException {
        private static final long serialVersionUID = 1L;

        public NotSaved(String filename, @Nullable Throwable cause) {
            super("Failed to save " + filename, cause);
        }
    }

    /** The caller closed the speech; there is nobody to answer. */
    public static final class Cancelled extends SpeechException {
        private static final long serialVersionUID = 1L;

        public Cancelled() {
            super("Cancelled");
        }
    }

    /** A list as the wire contract words it: in Python's manner, with single quotes around every name. */
    private static String quoted(List<String> names) {
        StringBuilder list = new StringBuilder("[");
        for (String name : names) {
            list.append(list.length() > 1 ? ", '" : "'").append(name).append('\'');
        }
        return list.append(']').toString();
    }
}
