/** The signal processing behind the engine. */
@NullMarked
package io.mynah.core.audio;

import org.jspecify.annotations.NullMarked;
