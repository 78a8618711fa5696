/**
 * Reads the body of a speech request and says what is wrong with it, in the words of pydantic v2, since that is what
 * clients of the original show to their users.
 */
@NullMarked
package io.mynah.rest.body;

import org.jspecify.annotations.NullMarked;
