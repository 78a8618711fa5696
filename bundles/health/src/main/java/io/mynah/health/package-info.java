/**
 * Health checks that warn before something becomes trouble. Whether requests can be answered right now is for the checks of
 * the bundle {@code rest} to say; nothing here keeps anybody away.
 */
@NullMarked
package io.mynah.health;

import org.jspecify.annotations.NullMarked;
