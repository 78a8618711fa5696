/**
 * Every log entry, whoever writes it and by whichever API, comes out of one Logback.
 * Exports SLF4J, takes in the OSGi log service and java.util.logging, and writes lines that cannot be forged.
 */
@NullMarked
package io.mynah.logging;

import org.jspecify.annotations.NullMarked;
