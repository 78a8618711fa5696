/** Tests of the bundle on a real framework. */
@NullMarked
package io.mynah.admin;

import org.jspecify.annotations.NullMarked;
