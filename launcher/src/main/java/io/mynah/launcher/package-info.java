/**
 * What bin/mynah starts: reads the settings, lays out the home folder, starts the OSGi framework with the bundles of the
 * distribution, and ends all of it in order. Not a bundle; it speaks with bundles by types of the JDK only.
 */
@NullMarked
package io.mynah.launcher;

import org.jspecify.annotations.NullMarked;
