/**
 * Listens to voices: turns speech into a vector that tells who speaks, and examines clips for what is wrong with them.
 * Nothing is exported; the services are those of {@link io.mynah.api.voice}.
 */
@NullMarked
package io.mynah.speaker;

import org.jspecify.annotations.NullMarked;
