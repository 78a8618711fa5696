package io.mynah.api.admin;

import java.time.Instant;

/**
 * A version of a bundle that was put in another's place and did not do.
 *
 * @param name symbolic name
 * @param version that did not do
 * @param reason why not, a part of a sentence for people, such as {@code it could not be started}; no path is in it
 * @param running the version that runs in its place; empty if there was none to go back to, or that did not do either
 * @param at when it was found out
 */
public record BundleFailure(String name, String version, String reason, String running, Instant at) {

    /** All of it as one line for people. */
    public String message() {
        String other = running.equals(version) ? "what was there before" : running;
        String end = running.isEmpty() ? "no earlier version runs in its place" : other + " runs in its place";
        return "Bundle " + name + " " + version + " does not do: " + reason + "; " + end;
    }
}
