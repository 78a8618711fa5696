/**
 * What voices sound like: how alike two are, which one of an engine is closest to a clip, and what is wrong with a clip.
 * Bundles of their own provide it; the core works without them, and says so.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.voice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
