/** A bundle that uses the networks: the test packs it. It stands for an engine that is replaced while the server runs. */
@NullMarked
package io.mynah.runtime.djl.user;

import org.jspecify.annotations.NullMarked;
