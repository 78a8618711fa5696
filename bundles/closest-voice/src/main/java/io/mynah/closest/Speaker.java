package io.mynah.closest;

import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.OptionalDouble;

/**
 * Who speaks in a clip, and how it sounds.
 *
 * @param vector speaker vector of the speech that the mixture is to be like
 * @param levels of the same speech
 * @param pitch its median fundamental frequency in Hz, if that could be told
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Speaker(double[] vector, Levels levels, OptionalDouble pitch) {}
