package io.mynah.api.voice;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes speech ready for {@link SpeakerEncoder#embed}: mono at {@link SpeakerEncoder#SAMPLE_RATE}, without silence before,
 * after and between words, all at one loudness. Speech is compared fairly only if both sides came this way. Safe for use
 * by several threads.
 */
@ConsumerType
public interface SpeechPreparation {

    /** Integrated loudness of what is prepared, in LUFS (ITU-R BS.1770-4). */
    double LOUDNESS = -27;

    /**
     * The speech of a clip.
     *
     * @param wav as the voice library keeps its clips; read from its start, and no further than needed
     * @param seconds of speech at most
     * @return in the order of the clip; empty if nobody speaks
     * @throws IOException if the file cannot be read or is no WAV
     */
    float[] ofClip(Path wav, double seconds) throws IOException;

    /**
     * The speech of a stretch of a clip, such as the best one that a {@link VoiceDoctor} found.
     *
     * @param wav as the voice library keeps its clips
     * @param from where the stretch begins, in seconds
     * @param to where it ends; at most ten minutes later
     * @return empty if nobody speaks there
     * @throws IOException if the file cannot be read or is no WAV
     * @throws IllegalArgumentException if the stretch begins before 0, ends before it begins or is too long
     */
    float[] ofClip(Path wav, double from, double to) throws IOException;

    /**
     * The speech among samples, such as those that an engine made.
     *
     * @param samples mono, nominally in [-1, 1]; not changed
     * @param sampleRate 8,000 to 192,000 Hz
     * @return a new array; empty if nobody speaks
     * @throws IllegalArgumentException if a sample is not finite, or the rate is out of range
     */
    float[] ofSamples(float[] samples, int sampleRate);
}
