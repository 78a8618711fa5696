/**
 * Who speaks in what voice: what a request's {@code voice} means, which engines will do for it, and what each of them makes
 * of it. Nothing in here speaks.
 */
@NullMarked
package io.mynah.core.casting;

import org.jspecify.annotations.NullMarked;
