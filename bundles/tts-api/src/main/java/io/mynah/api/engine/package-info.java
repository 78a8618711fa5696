/**
 * What an engine is and how one speaks: {@link io.mynah.api.engine.TtsEngine} and the records it takes and gives.
 * Whoever brings a new voice implements this package.
 */
@NullMarked
@Export
@Version("1.1.0")
package io.mynah.api.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
