/**
 * Which engines there are, and who may use them when. An engine is only ever called through a lease.
 */
@NullMarked
package io.mynah.core.engines;

import org.jspecify.annotations.NullMarked;
