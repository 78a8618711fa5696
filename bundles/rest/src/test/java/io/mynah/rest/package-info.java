/** Tests of the bundle in a real Felix with a real Jetty, with speech that is made up. */
@NullMarked
package io.mynah.rest;

import org.jspecify.annotations.NullMarked;
