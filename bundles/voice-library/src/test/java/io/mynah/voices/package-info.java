/** Tests of the voice library, against real folders; only decoders are played by somebody else. */
@NullMarked
package io.mynah.voices;

import org.jspecify.annotations.NullMarked;
