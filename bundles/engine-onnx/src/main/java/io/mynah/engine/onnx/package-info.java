/**
 * The hibari voice: a small network on ONNX Runtime predicts spectra, the signal processing here turns them into sound.
 * Nothing is exported; the engine is found as a {@link io.mynah.api.engine.TtsEngine} service.
 */
@NullMarked
package io.mynah.engine.onnx;

import org.jspecify.annotations.NullMarked;
