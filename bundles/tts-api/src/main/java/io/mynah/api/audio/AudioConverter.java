package io.mynah.api.audio;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns compressed audio into WAV and back. A service; safe for use by several threads. */
@ConsumerType
public interface AudioConverter {

    /** Extensions, lower case with the dot, that {@link #toWav} reads, such as {@code .mp3}. */
    Set<String> reads();

    /**
     * Decodes a whole file to a mono 16-bit PCM WAV at the source's sample rate; its header may be an extensible one. The
     * target appears whole or not at all;
     * it must not exist yet. Network and other protocols than plain files are never followed.
     *
     * @throws AudioException if the source is unreadable, truncated or damaged, or decoding failed or took too long
     */
    void toWav(Path source, Path target) throws AudioException;

    /**
     * How long a file is by its own headers, in seconds. Nothing is decoded, so it takes about a millisecond, and is as
     * honest as the file: good for a list, not for a decision.
     *
     * @return empty where the headers do not say
     * @throws AudioException if the file is not of the format that its extension says
     */
    default OptionalDouble declaredSeconds(Path source) throws AudioException {
        return OptionalDouble.empty();
    }

    /** Extensions, lower case with the dot, that {@link #fromWav} writes. */
    Set<String> writes();

    /**
     * Encodes a WAV; the target's extension says the format. The target appears whole or not at all; it must not exist
     * yet.
     *
     * @throws AudioException if encoding failed or took too long
     */
    void fromWav(Path wav, Path target) throws AudioException;
}
