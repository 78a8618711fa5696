package io.mynah.core.audio;

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

    /** Goes on with the sentence; what is ready comes out. The block is changed. */
    float[] next(float[] block) {
        int length = heldBack.length + block.length;
        int ready = Math.max(0, length - fade.length);
        for (int i = 0; i < block.length && spoken + i < fade.length; i++) {
            block[i] *= fade[spoken + i];
        }
        spoken = Math.min(fade.length, spoken + block.length);
        float[] samples = Samples.joined(heldBack, block, 0, ready);
        heldBack = Samples.joined(heldBack, block, ready, length);
        return samples;
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
