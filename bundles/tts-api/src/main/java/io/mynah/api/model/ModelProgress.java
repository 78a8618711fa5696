package io.mynah.api.model;

import org.jspecify.annotations.Nullable;

/**
 * How far a pull or a check is.
 *
 * @param model its id
 * @param precision as it was asked for
 * @param state what is being done
 * @param file path of the file at hand within the model; {@code null} between files
 * @param bytesDone of all files, those that were here before included
 * @param bytesTotal of all files; -1 while it is not known
 * @param bytesPerSecond over the last seconds; 0 while it is not known
 * @param secondsLeft at that speed, rounded up; -1 while it is not known
 * @param message for people: why it failed, or what it waits for; {@code null} if there is nothing to say. Holds no token
 */
public record ModelProgress(
        String model,
        String precision,
        State state,
        @Nullable String file,
        long bytesDone,
        long bytesTotal,
        long bytesPerSecond,
        long secondsLeft,
        @Nullable String message) {

    /** What is being done. */
    public enum State {
        /** It asks the hub about the files. */
        ASKING,
        /** It fetches files. */
        FETCHING,
        /** It reads what is here and compares checksums. */
        CHECKING,
        /** All is here and as it should be. */
        DONE,
        /** It ended; {@link ModelProgress#message()} says why. */
        FAILED,
        /** Somebody ended it. */
        CANCELLED;

        /** Whether nothing more will come. */
        public boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }
}
