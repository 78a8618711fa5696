/** A bundle that uses the tokenizers: the test packs it. It stands for an engine that is replaced while the server runs. */
@NullMarked
package io.mynah.runtime.tokenizers.user;

import org.jspecify.annotations.NullMarked;
