package io.mynah.api.engine;

/**
 * A voice that an engine brings along.
 *
 * @param id what requests name, such as {@code heart}
 * @param title name for people
 * @param language BCP 47 tag, such as {@code en-US}
 */
public record VoiceInfo(String id, String title, String language) {}
