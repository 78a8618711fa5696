/**
 * The REST API: resources, validation, error mapping. It talks to nothing but the facades of the speech API, which may be
 * away at any time.
 */
@NullMarked
package io.mynah.rest;

import org.jspecify.annotations.NullMarked;
