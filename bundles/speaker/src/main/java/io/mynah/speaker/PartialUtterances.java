package io.mynah.speaker;

/**
 * Where the stretches of 1.6 s begin whose vectors are averaged: every 0.77 s, as Resemblyzer's {@code
 * compute_partial_slices} places them at its default rate (1.3 a second). The last one may reach beyond the end by up
 * to a quarter; if it would by more, it is left out, unless it is the only one.
 *
 * @param count at least 1
 */
record PartialUtterances(int count) {
    /** Frames of a partial utterance. */
    static final int FRAMES = 160;

    private static final int STEP = 77;
    private static final double LEAST_COVERAGE = 0.75;

    static PartialUtterances of(int samples) {
        int frames = (samples + MelSpectrogram.HOP) / MelSpectrogram.HOP; // ⌈(samples + 1) / HOP⌉
        int count = (Math.max(1, frames - FRAMES + STEP + 1) + STEP - 1) / STEP;
        int start = (count - 1) * STEP * MelSpectrogram.HOP;
        double coverage = (double) (samples - start) / (FRAMES * MelSpectrogram.HOP);
        return new PartialUtterances(coverage < LEAST_COVERAGE && count > 1 ? count - 1 : count);
    }

    /** First frame of a partial utterance. */
    static int start(int partial) {
        return partial * STEP;
    }

    /** Frames from the first partial utterance's begin to the last one's end. */
    int frames() {
        return start(count - 1) + FRAMES;
    }
}
