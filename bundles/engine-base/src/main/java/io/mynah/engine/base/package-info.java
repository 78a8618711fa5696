/**
 * What engines share, whoever computes their networks: their alphabet, how long phonemes are cut, how pieces become a stream,
 * how a network is kept while it is used. A library: each engine's bundle carries a copy of its own.
 */
@NullMarked
package io.mynah.engine.base;

import org.jspecify.annotations.NullMarked;
