/**
 * The commands of bin/mynah, each a service that the launcher looks up by its name: arguments in, exit code out.
 * Results go to the stream that the launcher gives, all else to standard error.
 */
@NullMarked
package io.mynah.cli;

import org.jspecify.annotations.NullMarked;
