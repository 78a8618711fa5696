/**
 * Kokoro-82M: many voices and any mixture of them, out of one network on ONNX Runtime that turns phonemes and the style of a
 * voice into sound. The network is loaded when somebody speaks, and unloaded when nobody has for a while.
 */
@NullMarked
package io.mynah.engine.onnx.kokoro;

import org.jspecify.annotations.NullMarked;
