/** Downloads from a hub that keeps, breaks and lies; and what a cache looks like after it. */
@NullMarked
package io.mynah.models;

import org.jspecify.annotations.NullMarked;
