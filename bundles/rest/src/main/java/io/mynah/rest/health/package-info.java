/**
 * What orchestrators ask: whether the server lives, and whether it can speak. Neither depends on the configuration of the
 * REST API, so that both still answer when that is invalid.
 */
@NullMarked
package io.mynah.rest.health;

import org.jspecify.annotations.NullMarked;
