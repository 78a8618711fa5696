/**
 * The way of a request: checked, cut into sentences, queued, spoken by a leased engine and read by whoever asked.
 * The only components are {@link io.mynah.core.SpeechServiceComponent} and the voice library beside it.
 */
@NullMarked
package io.mynah.core;

import org.jspecify.annotations.NullMarked;
