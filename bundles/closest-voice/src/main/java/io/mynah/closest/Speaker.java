package io.mynah.closest;

/**
 * Who speaks in a clip.
 *
 * @param vector speaker vector of the speech that the mixture is to be like
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Speaker(double[] vector) {}
