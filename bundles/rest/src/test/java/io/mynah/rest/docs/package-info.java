/** Tests of the API's description. */
@NullMarked
package io.mynah.rest.docs;

import org.jspecify.annotations.NullMarked;
