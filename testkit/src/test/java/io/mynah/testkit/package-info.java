/** The tone engine keeps the contract itself. */
@NullMarked
package io.mynah.testkit;

import org.jspecify.annotations.NullMarked;
