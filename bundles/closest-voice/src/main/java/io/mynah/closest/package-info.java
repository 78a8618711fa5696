/**
 * Finds the mixture of an engine's own voices that is closest to a clip: at once by a model of what mixtures sound like,
 * then by speaking a few and listening. Nothing is exported; the service is {@link io.mynah.api.voice.ClosestVoice}.
 */
@NullMarked
package io.mynah.closest;

import org.jspecify.annotations.NullMarked;
