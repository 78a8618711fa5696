/**
 * Networks in DJL, for engines that are to work whatever becomes of ONNX Runtime in its own bundle. The bundle stays while
 * engines come and go, since a JVM cannot load a native library twice.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mynah.runtime.djl;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
