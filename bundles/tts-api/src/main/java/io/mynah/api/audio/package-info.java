/**
 * Sound: WAV, which is read here for all bundles by the same rules, the formats that are not, and its tone.
 * A converter bundle reads and writes the latter formats; the voice library asks it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
