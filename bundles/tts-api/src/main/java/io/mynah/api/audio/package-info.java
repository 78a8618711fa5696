/**
 * Sound: reading and writing the formats that are not plain WAV, and its tone.
 * A converter bundle provides the first; the voice library asks it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
