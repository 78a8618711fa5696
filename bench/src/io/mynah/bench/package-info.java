/**
 * What bench/run drops into deploy/ to time engines and the way of a request inside a running server.
 * It answers commands on a socket in the server's home and is no part of the distribution.
 */
@NullMarked
package io.mynah.bench;

import org.jspecify.annotations.NullMarked;
