package io.mynah.rest.body;

/**
 * A mixture that is to be saved.
 *
 * @param name not blank
 * @param voice expression, not blank
 * @param overwrite whether it may replace one of that name
 */
public record BlendBody(String name, String voice, boolean overwrite) {}
