/**
 * From an engine's float blocks to what is heard: joins without clicks, a peak limit, 16-bit samples, WAV.
 */
@NullMarked
package io.mynah.core.audio;

import org.jspecify.annotations.NullMarked;
