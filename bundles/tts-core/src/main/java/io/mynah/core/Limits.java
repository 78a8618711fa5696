package io.mynah.core;

import java.time.Duration;

/**
 * How long the parts of a request's way may take.
 *
 * @param turn until its first sentence is begun, and between two sentences
 * @param swap until an engine is back, where there is none
 * @param progress from one block of samples to the next, while an engine speaks
 */
record Limits(Duration turn, Duration swap, Duration progress) {}
