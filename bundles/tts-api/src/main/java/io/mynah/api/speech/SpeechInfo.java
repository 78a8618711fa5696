package io.mynah.api.speech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks, and how.
 *
 * @param engine id of the engine that speaks
 * @param sampleRate in Hz
 * @param voice the voice that is heard
 * @param voiceMatch {@code exact} for a built-in voice or a mixture of them that was named, {@code cloned} where the engine
 *     takes on the clip, a similarity such as {@code 0.78} where the closest voice to it speaks (the lowest one where
 *     several clips are mixed), {@code none} where a clip was named and the built-in voice speaks
 * @param voiceNote why {@code voiceMatch} is {@code none}, a few words for people; {@code null} otherwise
 * @param ignored names of parameters that were given and that the engine has no use for, sorted
 */
public record SpeechInfo(
        String engine,
        int sampleRate,
        String voice,
        String voiceMatch,
        @Nullable String voiceNote,
        List<String> ignored) {
    public SpeechInfo {
        ignored = List.copyOf(ignored);
    }

    /** Of a voice that there is nothing to say about. */
    public SpeechInfo(String engine, int sampleRate, String voice, String voiceMatch, List<String> ignored) {
        this(engine, sampleRate, voice, voiceMatch, null, ignored);
    }
}
