/** Tests of the figures. */
@NullMarked
package io.mynah.metrics;

import org.jspecify.annotations.NullMarked;
