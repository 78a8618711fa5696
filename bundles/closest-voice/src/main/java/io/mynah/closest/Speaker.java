package io.mynah.closest;

import io.mynah.api.voice.SpeechSpectrum.Levels;

/**
 * Who speaks in a clip, and how it sounds.
 *
 * @param vector speaker vector of the speech that the mixture is to be like
 * @param levels of the same speech
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Speaker(double[] vector, Levels levels) {}
