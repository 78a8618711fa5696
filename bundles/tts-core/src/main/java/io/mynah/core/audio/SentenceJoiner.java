package io.mynah.core.audio;

import java.util.Arrays;

/**
 * Joins sentences without clicks: each begins and ends with a raised-cosine fade of 3 ms. Needs to hold that much back
 * until it knows whether more of the sentence comes. Not thread-safe.
 */
final class SentenceJoiner {

    private static final double FADE_SECONDS = 0.003;

    /** Rising half of a raised cosine. */
    private final float[] fade;

    private float[] heldBack = {};
    private int spoken;

    SentenceJoiner(int sampleRate) {
        fade = new float[(int) Math.round(FADE_SECONDS * sampleRate)];
        for (int i = 0; i < fade.length; i++) {
            fade[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / fade.length));
        }
    }

    /** Goes on with the sentence, in whose block it works; what is ready comes out. */
    float[] next(float[] block) {
        for (int i = 0; i < block.length && spoken + i < fade.length; i++) {
            block[i] *= fade[spoken + i];
        }
        spoken = Math.min(fade.length, spoken + block.length);
        if (block.length < fade.length) {
            return holdBack(concatenated(heldBack, block));
        }
        int ready = block.length - fade.length;
        float[] samples = Arrays.copyOf(heldBack, heldBack.length + ready);
        System.arraycopy(block, 0, samples, heldBack.length, ready);
        heldBack = Arrays.copyOfRange(block, ready, block.length);
        return samples;
    }

    private float[] holdBack(float[] samples) {
        int ready = Math.max(0, samples.length - fade.length);
        heldBack = Arrays.copyOfRange(samples, ready, samples.length);
        return Arrays.copyOf(samples, ready);
    }

    private static float[] concatenated(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Ends the sentence; its last samples come out. */
    float[] end() {
        float[] samples = heldBack;
        for (int i = 0; i < samples.length; i++) {
            samples[samples.length - 1 - i] *= fade[i];
        }
        heldBack = new float[0];
        spoken = 0;
        return samples;
    }
}
