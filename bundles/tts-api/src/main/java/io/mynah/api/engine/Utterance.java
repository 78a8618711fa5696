package io.mynah.api.engine;

import java.util.OptionalLong;

/**
 * One piece of text to be spoken at once.
 *
 * @param text Unicode in NFC, without control characters, not blank; inline {@code [word](/phonemes/)} marks are kept
 * @param voice whose voice
 * @param language a name out of {@link EngineInfo#languages()}, or {@code Auto} for that of the voice. With a mixture it
 *     is named where it is known: the voices that a clip is most like tell nothing of the language of the text
 * @param emotion such as {@code Neutral}; unknown means neutral
 * @param sampling for engines that sample
 * @param seed makes the output repeatable where present
 * @param speed 1.0 is the voice's own pace, 2.0 twice as fast; 0.25 to 4.0
 */
public record Utterance(
        String text, Voice voice, String language, String emotion, Sampling sampling, OptionalLong seed, float speed) {}
