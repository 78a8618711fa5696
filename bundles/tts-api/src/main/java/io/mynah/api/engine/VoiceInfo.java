package io.mynah.api.engine;

/**
 * A voice that an engine brings along.
 *
 * @param id what requests name, such as {@code heart}
 * @param title name for people
 * @param language BCP 47 tag, such as {@code en-US}
 */
public record VoiceInfo(String id, String title, String language) {

    /** @throws IllegalArgumentException if the id or the language is blank */
    public VoiceInfo {
        if (id.isBlank() || language.isBlank()) {
            throw new IllegalArgumentException("voice '" + id + "' of language '" + language + "'");
        }
    }
}
