/**
 * The hibari voice: a small network on ONNX Runtime predicts spectra, and {@code engine-base} turns them into sound.
 * It is the fast voice: some five milliseconds of processor time for each second of speech.
 */
@NullMarked
package io.mynah.engine.onnx.hibari;

import org.jspecify.annotations.NullMarked;
