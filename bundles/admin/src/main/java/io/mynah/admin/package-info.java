/**
 * Which bundles there are, and how one of them is replaced while the server runs.
 * What is in {@code deploy/} is replaced there, so that it stays; the rest in the framework, until the next start.
 */
@NullMarked
package io.mynah.admin;

import org.jspecify.annotations.NullMarked;
