/**
 * What an administrator sees and does: which engines speak, and which jars the bundles run from.
 * Nothing here asks who may: whoever offers it to people has to.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.api.admin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
