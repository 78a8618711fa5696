/** Tests of the closest voice, in a {@link io.mynah.closest.World} of which everything is known. */
@NullMarked
package io.mynah.closest;

import org.jspecify.annotations.NullMarked;
