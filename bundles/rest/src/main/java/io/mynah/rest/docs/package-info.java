/** The API's description, {@code /openapi.json}, and the page that shows it, {@code /docs}: Swagger UI, all of it from here. */
@NullMarked
package io.mynah.rest.docs;

import org.jspecify.annotations.NullMarked;
