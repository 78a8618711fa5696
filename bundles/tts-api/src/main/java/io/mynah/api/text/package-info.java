/**
 * From written text to sentences and phonemes.
 * The text bundle provides it; engines that speak phonemes ask it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
