package io.mynah.speaker;

import java.util.OptionalDouble;

/** What {@link ClipScan} measured, for the whole clip and for each of its frames. The arrays are not to be changed. */
final class Measures {
    /** Length of the clip. */
    final double seconds;

    /** Of the file, in Hz. */
    final int sampleRate;

    /** Integrated, in LUFS; empty for silence. */
    final OptionalDouble loudness;

    /** Share of samples that are clipped, 0 to 1. */
    final double clippedShare;

    /** Number of frames. */
    final int frames;

    /** Probability that somebody speaks. */
    final float[] speech;

    /** Mean square. */
    final float[] power;

    /** Power between 300 and 3,400 Hz, on a scale of its own. */
    final float[] telephone;

    /** Power between 4,600 and 7,400 Hz, on the same scale. */
    final float[] above;

    /** Number of clipped samples. */
    final float[] clipped;

    Measures(
            double seconds,
            int sampleRate,
            OptionalDouble loudness,
            ClippingMeter clipping,
            float[] speech,
            float[] power,
            float[] telephone,
            float[] above) {
        this.seconds = seconds;
        this.sampleRate = sampleRate;
        this.loudness = loudness;
        this.clippedShare = clipping.share();
        this.frames = speech.length;
        this.speech = speech;
        this.power = power;
        this.telephone = telephone;
        this.above = above;
        this.clipped = clipping.perFrame(frames);
    }
}
