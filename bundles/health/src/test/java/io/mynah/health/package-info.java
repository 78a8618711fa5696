/** Tests of the checks. */
@NullMarked
package io.mynah.health;

import org.jspecify.annotations.NullMarked;
