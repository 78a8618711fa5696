/**
 * The English text front end, American and British, as an OSGi service.
 * What is here ties the packages below together; nothing is exported.
 */
@NullMarked
package io.mynah.text;

import org.jspecify.annotations.NullMarked;
