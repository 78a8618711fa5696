/**
 * Where networks are computed: on a graphics card by CUDA, or on the processor. What may go wrong with the card, and what
 * happens then, is here; tests replace {@link io.mynah.engine.onnx.device.Sessions} by one that fails.
 */
@NullMarked
package io.mynah.engine.onnx.device;

import org.jspecify.annotations.NullMarked;
