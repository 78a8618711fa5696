/**
 * Tokenizers of Hugging Face, for engines that read what models bring along. The bundle stays while engines come and go, since
 * a JVM cannot load a native library twice.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mynah.runtime.tokenizers;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
