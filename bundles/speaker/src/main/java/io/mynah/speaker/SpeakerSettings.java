package io.mynah.speaker;

import java.time.Duration;

/**
 * The bundle's configuration, checked.
 *
 * @param idle how long networks stay in memory unused
 */
record SpeakerSettings(Duration idle) {
    static final String PID = "io.mynah.speaker";

    private static final int MOST_MINUTES = 7 * 24 * 60;

    static SpeakerSettings of(int idleMinutes) {
        if (idleMinutes < 1 || idleMinutes > MOST_MINUTES) {
            throw new IllegalArgumentException(
                    PID + ": idle.unload.minutes = " + idleMinutes + " is not within 1 to " + MOST_MINUTES);
        }
        return new SpeakerSettings(Duration.ofMinutes(idleMinutes));
    }
}
