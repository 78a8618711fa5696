/**
 * Where requests come from. The bundles that want to know carry a copy of this package: to share it as a bundle, the guard of
 * the console would have to wait for that one.
 */
@NullMarked
package io.mynah.origin;

import org.jspecify.annotations.NullMarked;
