/** The registry of engines and its leases. */
@NullMarked
package io.mynah.core.engines;

import org.jspecify.annotations.NullMarked;
