package io.mynah.closest;

import java.time.Duration;

/**
 * The bundle's configuration, checked.
 *
 * @param search whether to search at all
 * @param longest time that a search may speak and listen, on one core
 */
record ClosestSettings(boolean search, Duration longest) {
    static final String PID = "io.mynah.closest";

    private static final int MOST_SECONDS = 3_600;

    static ClosestSettings of(ClosestVoiceComponent.Config config) {
        int seconds = config.search_seconds();
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    PID + ": search.seconds = " + seconds + " is not within 1 to " + MOST_SECONDS);
        }
        return new ClosestSettings(config.search(), Duration.ofSeconds(seconds));
    }
}
