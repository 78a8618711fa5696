/**
 * What only Jetty can tell or do: that a client has hung up, the closing of a connection, and answers to requests that
 * never reach a servlet. All knowledge of Jetty's classes stays in here.
 */
@NullMarked
package io.mynah.rest.jetty;

import org.jspecify.annotations.NullMarked;
