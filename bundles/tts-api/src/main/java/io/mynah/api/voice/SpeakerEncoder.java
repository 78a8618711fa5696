package io.mynah.api.voice;

import org.osgi.annotation.versioning.ConsumerType;

/** Turns speech into a vector that tells who speaks, and little of what is said. Safe for use by several threads. */
@ConsumerType
public interface SpeakerEncoder {

    /** Rate of the samples, in Hz. */
    int SAMPLE_RATE = 16_000;

    /** Name and version of the encoder: vectors of different encoders cannot be compared. */
    String id();

    /**
     * The speaker's vector. Silence is not cut off and loudness is not changed here.
     *
     * @param samples mono, nominally in [-1, 1], at {@link #SAMPLE_RATE}, at least half a second
     * @return of length 1 in the Euclidean norm; the dot product of two is their cosine similarity
     * @throws IllegalArgumentException if there are too few samples, or one is not finite
     */
    float[] embed(float[] samples);

    /**
     * Cosine similarity of two vectors of {@link #embed}: 1 is the same, 0 has nothing in common. Rounding may take it a little
     * beyond 1.
     *
     * @throws IllegalArgumentException if they are not of the same length, and so of different encoders
     */
    static double similarity(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("vectors of " + one.length + " and " + other.length + " numbers");
        }
        double dot = 0;
        for (int i = 0; i < one.length; i++) {
            dot += (double) one[i] * other[i];
        }
        return dot;
    }
}
