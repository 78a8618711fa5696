/**
 * Figures about requests, engines and the process, for whoever watches the server. They are counted by Micrometer and served
 * in Prometheus's format; nothing here holds a text, or the name of a voice.
 */
@NullMarked
package io.mynah.metrics;

import org.jspecify.annotations.NullMarked;
