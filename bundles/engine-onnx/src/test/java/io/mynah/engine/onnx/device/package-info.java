/** Graphics cards that fail, in all the ways they do. */
@org.jspecify.annotations.NullMarked
package io.mynah.engine.onnx.device;
