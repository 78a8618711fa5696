package io.mynah.voices;

import io.mynah.api.speech.Clip;
import io.mynah.api.speech.VoiceLibrary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a clip must be, and the words for what it is not; clients of the original server know them to the letter. */
final class ClipRules {

    /** What encoders of MP3 add at both ends, at the lowest rate. */
    private static final double MOST_PADDING_SECONDS = 0.3;

    private final int longestSeconds;

    ClipRules(int longestSeconds) {
        this.longestSeconds = longestSeconds;
    }

    /** The verdict on a clip of a known length. */
    Clip measured(String name, String format, double seconds) {
        String error = null;
        if (seconds < VoiceLibrary.MINIMUM_SECONDS) {
            error = "Audio too short: " + oneDecimal(seconds) + "s. Must be at least "
                    + oneDecimal(VoiceLibrary.MINIMUM_SECONDS) + " seconds";
        } else if (seconds > longestSeconds) {
            error = "Audio too long: " + oneDecimal(seconds) + "s. Must be at most " + oneDecimal(longestSeconds)
                    + " seconds";
        }
        return verdict(name, format, seconds, error);
    }

    /** Whether a declared length is so far off that the decoded one, which may differ a little, must be wrong too. */
    boolean isHopeless(double declaredSeconds) {
        return declaredSeconds < VoiceLibrary.MINIMUM_SECONDS - MOST_PADDING_SECONDS
                || declaredSeconds > longestSeconds;
    }

    /**
     * The verdict on a file that is not audio.
     *
     * @param path within references/
     */
    static Clip unreadable(String name, String format, Path path) {
        return verdict(name, format, null, "Could not read audio file: " + path);
    }

    static Clip verdict(String name, String format, @Nullable Double seconds, @Nullable String error) {
        return new Clip(name, error == null, seconds, format, error);
    }

    static String unsupported(String extension) {
        return "Unsupported audio format: " + extension + ". Supported: "
                + VoiceLibrary.EXTENSIONS.stream().collect(Collectors.joining("', '", "['", "']"));
    }

    static String notConverted(String name) {
        return "Failed to convert " + name + " to WAV format";
    }

    /** As Python's {@code %.1f} has it: the exact binary value, ties to even. */
    private static String oneDecimal(double seconds) {
        return new BigDecimal(seconds).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
