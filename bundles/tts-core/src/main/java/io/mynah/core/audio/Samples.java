package io.mynah.core.audio;

/** Blocks of samples. */
final class Samples {

    private Samples() {}

    /** What stands from {@code from} to before {@code to} in the first block and the second behind it. */
    static float[] joined(float[] first, float[] second, int from, int to) {
        float[] samples = new float[to - from];
        int ofFirst = Math.max(0, Math.min(to, first.length) - from);
        System.arraycopy(first, Math.min(from, first.length), samples, 0, ofFirst);
        System.arraycopy(second, Math.max(0, from - first.length), samples, ofFirst, samples.length - ofFirst);
        return samples;
    }
}
