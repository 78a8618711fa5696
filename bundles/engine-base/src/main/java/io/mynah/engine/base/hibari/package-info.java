/**
 * The hibari voice but for what computes its networks: its files and graphs, and the signal processing that turns spectra
 * into sound, in about a millisecond of processor time for each second of speech.
 */
@NullMarked
package io.mynah.engine.base.hibari;

import org.jspecify.annotations.NullMarked;
