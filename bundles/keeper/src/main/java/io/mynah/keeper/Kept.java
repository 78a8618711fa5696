package io.mynah.keeper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The last version of a bundle that did.
 *
 * @param modified of the bundle, which tells this content from the next
 * @param place the file in {@code deploy/} that it belongs to
 * @param stamp of that file
 * @param jar the content; empty if it is what the bundle's location has
 */
record Kept(String version, long modified, Optional<Path> place, Optional<Stamp> stamp, Optional<Path> jar) {}
