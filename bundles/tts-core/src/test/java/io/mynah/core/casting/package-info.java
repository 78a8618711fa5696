@NullMarked
package io.mynah.core.casting;

import org.jspecify.annotations.NullMarked;
