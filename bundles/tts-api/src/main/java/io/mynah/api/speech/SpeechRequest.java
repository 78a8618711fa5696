package io.mynah.api.speech;

import io.mynah.api.engine.Sampling;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear.
 *
 * @param id request id for logs
 * @param text as the client sent it, not blank; the core brings it to NFC and turns control characters into spaces
 * @param voice a clip in references/, a built-in voice's id, a saved mixture's name, or a mixture such as
 *     {@code af_heart(2)+my_voice.wav}, looked for in this order
 * @param language a language of the engine, or {@code Auto}
 * @param emotion unknown means neutral
 * @param voiceDescription at most 200 characters; {@code null} for none
 * @param sampling for engines that sample
 * @param seed makes the answer repeatable where present
 * @param speed 0.25 to 4.0
 * @param engine id of the engine that shall speak; {@code null} for the preferred one
 * @param given names of the parameters that the client set itself; those of them that the engine has no use for are
 *     told in {@link SpeechInfo#ignored()}
 */
public record SpeechRequest(
        String id,
        String text,
        String voice,
        String language,
        String emotion,
        @Nullable String voiceDescription,
        Sampling sampling,
        OptionalLong seed,
        float speed,
        @Nullable String engine,
        Set<String> given) {

    public SpeechRequest {
        given = Set.copyOf(given);
        if (!(speed >= 0.25f && speed <= 4.0f)) {
            throw new IllegalArgumentException("speed = " + speed + " is not within 0.25 to 4.0");
        }
    }

    /** A plain request: everything but the text and the voice at its default. */
    public static SpeechRequest of(String id, String text, String voice) {
        return new SpeechRequest(
                id, text, voice, "Auto", "Neutral", null, Sampling.DEFAULT, OptionalLong.empty(), 1f, null, Set.of());
    }
}
