/** Tests of what readiness says about components. */
@NullMarked
package io.mynah.rest.health;

import org.jspecify.annotations.NullMarked;
