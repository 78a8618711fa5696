/**
 * What may lie in {@code deploy/} besides single bundles and configurations.
 * File Install, which watches the folder, asks the services of this bundle.
 */
@NullMarked
package io.mynah.drop.in;

import org.jspecify.annotations.NullMarked;
