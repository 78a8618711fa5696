/** The way of a request, with a tone engine at its end. */
@NullMarked
package io.mynah.core;

import org.jspecify.annotations.NullMarked;
