/**
 * The real distribution, started as a process and used as its users use it: over HTTP, at the command line and through its
 * folders. Each test class has a server and a home folder of its own.
 */
@NullMarked
package io.mynah.itests;

import org.jspecify.annotations.NullMarked;
