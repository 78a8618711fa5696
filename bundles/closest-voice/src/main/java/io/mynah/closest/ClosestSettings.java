package io.mynah.closest;

import java.time.Duration;
import java.util.Optional;

/**
 * The bundle's configuration, checked.
 *
 * @param longest time that a search may speak and listen, on one core; empty for no search
 */
record ClosestSettings(Optional<Duration> longest) {
    static final String PID = "io.mynah.closest";

    private static final int MOST_SECONDS = 3_600;

    static ClosestSettings of(ClosestVoiceComponent.Config config) {
        int seconds = config.search_seconds();
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    PID + ": search.seconds = " + seconds + " is not within 0 to " + MOST_SECONDS);
        }
        return new ClosestSettings(seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
    }
}
