package io.mynah.engine.onnx.kokoro;

import java.util.Arrays;

/**
 * Shortens the silence that the network makes around each piece, a quarter of a second before and half a second behind. Speech
 * is not touched: windows of 10 ms count as silent up to -60 dB of full scale, and margins stay.
 */
final class Edges {
    private static final int WINDOW = KokoroModel.SAMPLE_RATE / 100;
    private static final double SILENT = 0.001;

    private static final int BEFORE = KokoroModel.SAMPLE_RATE * 6 / 100;
    private static final int BEHIND_CLAUSE = KokoroModel.SAMPLE_RATE * 12 / 100;
    private static final int BEHIND_SENTENCE = KokoroModel.SAMPLE_RATE * 25 / 100;

    private Edges() {}

    /**
     * Without what is too much of the silence; no samples where all is silent.
     *
     * @param last whether a sentence ends here, so that a longer pause follows
     */
    static float[] shorten(float[] sound, boolean last) {
        int first = 0;
        while (first < sound.length && isSilent(sound, first)) {
            first += WINDOW;
        }
        if (first >= sound.length) {
            return new float[0];
        }
        int end = sound.length;
        while (isSilent(sound, Math.max(first, end - WINDOW))) {
            end -= WINDOW;
        }
        int behind = last ? BEHIND_SENTENCE : BEHIND_CLAUSE;
        return Arrays.copyOfRange(sound, Math.max(0, first - BEFORE), Math.min(sound.length, end + behind));
    }

    private static boolean isSilent(float[] sound, int from) {
        int to = Math.min(sound.length, from + WINDOW);
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += sound[i] * sound[i];
        }
        return energy <= SILENT * SILENT * (to - from);
    }
}
