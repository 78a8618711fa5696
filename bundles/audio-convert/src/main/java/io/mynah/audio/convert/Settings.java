package io.mynah.audio.convert;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param deadline of one conversion, the waiting for its turn included
 * @param longestSeconds of a file that is decoded
 * @param processes most at once
 * @param ffmpeg program to use instead of the one within the bundle
 */
record Settings(
        Duration deadline,
        int longestSeconds,
        int processes,
        @Nullable Path ffmpeg) {

    static final String PID = "io.mynah.audio.convert";

    static Settings of(ConverterComponent.Config config) {
        return new Settings(
                Duration.ofMillis(within("deadline.ms", config.deadline_ms(), 100, 3_600_000)),
                within("longest.seconds", config.longest_seconds(), 5, 36_000),
                within("processes", config.processes(), 1, 64),
                config.ffmpeg_path().isBlank() ? null : Path.of(config.ffmpeg_path()));
    }

    private static int within(String key, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    PID + ": " + key + " = " + value + " is not within " + low + " to " + high);
        }
        return value;
    }
}
