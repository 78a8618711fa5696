package io.mynah.api.speech;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a voice clip.
 *
 * @param filename within references/
 * @param valid whether it can be used as a voice
 * @param duration seconds; {@code null} if the file is unreadable
 * @param format extension without the dot, lower case
 * @param error why it is not valid; {@code null} if it is
 */
public record Clip(
        String filename,
        boolean valid,
        @Nullable Double duration,
        String format,
        @Nullable String error) {}
