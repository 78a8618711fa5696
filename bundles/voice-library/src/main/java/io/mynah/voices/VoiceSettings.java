package io.mynah.voices;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration, checked.
 *
 * @param references folder of the clips, absolute
 * @param spareTwins folder for what is made of clips among which nothing can be written
 * @param uploadLimitBytes largest file that is taken in
 * @param longestSeconds longest clip
 * @param converterWait how long a request waits for a converter that is being swapped
 */
record VoiceSettings(
        Path references, Path spareTwins, long uploadLimitBytes, int longestSeconds, Duration converterWait) {

    static final String PID = "io.mynah.voices";

    /** @param home {@code mynah.home}, which relative folders are below */
    static VoiceSettings of(VoiceLibraryComponent.Config config, Path home) {
        return new VoiceSettings(
                folder(config.references_dir(), home),
                home.resolve("cache/twins"),
                within("upload.limit.bytes", config.upload_limit_bytes(), 1, 1L << 40),
                (int) within("longest.seconds", config.longest_seconds(), 5, 36_000),
                Duration.ofMillis(within("converter.wait.ms", config.converter_wait_ms(), 0, 60_000)));
    }

    private static Path folder(String configured, Path home) {
        String folder = configured.strip().replace("${mynah.home}", home.toString());
        if (folder.isEmpty()) {
            throw new IllegalArgumentException(PID + ": references.dir is empty");
        }
        if (folder.equals("~") || folder.startsWith("~/")) {
            folder = System.getProperty("user.home") + folder.substring(1);
        }
        return home.resolve(folder).toAbsolutePath().normalize();
    }

    private static long within(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    PID + ": " + key + " = " + value + " is not within " + low + " to " + high);
        }
        return value;
    }
}
