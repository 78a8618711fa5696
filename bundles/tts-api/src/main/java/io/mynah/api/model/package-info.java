/**
 * Models: what there is, where its files lie, and how they come to this machine.
 * Nothing here reaches for the network unless a person asked for it by {@code pull} or {@code start}.
 */
@NullMarked
@Export
@Version("1.2.0")
package io.mynah.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
