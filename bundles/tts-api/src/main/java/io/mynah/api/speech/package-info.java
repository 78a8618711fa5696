/**
 * The one stable door through which REST, the command line and the page speak.
 * tts-core provides it; engines come and go behind it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.speech;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
