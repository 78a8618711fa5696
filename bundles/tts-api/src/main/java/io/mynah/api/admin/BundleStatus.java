package io.mynah.api.admin;

import java.time.Instant;

/**
 * How a bundle is.
 *
 * @param name symbolic name
 * @param version as its manifest has it
 * @param state as OSGi calls it, in lower case, such as {@code active}; {@code attached} for a fragment that its host has
 * @param changed when it was installed or last replaced
 * @param deployed whether it lies in {@code deploy/}, so that what replaces it stays
 * @param swapping whether it is being replaced
 * @param problem why the last attempt to replace it failed, one line for people; empty if there was none or it succeeded
 */
public record BundleStatus(
        String name,
        String version,
        String state,
        Instant changed,
        boolean deployed,
        boolean swapping,
        String problem) {}
