package io.mynah.speaker;

import java.util.Arrays;

/**
 * Counts clipped samples: three or more in a row (more at high rates) that are exactly alike and above half of full
 * scale. Sound has no such flat tops, not even where it was turned down after it was clipped. Not safe for use by
 * several threads.
 */
final class ClippingMeter {
    private static final float LEVEL = 0.5f;

    private final int sampleRate;
    private final int channels;
    private final int shortestRun;
    private final float[] last;
    private final int[] run;
    private float[] perFrame = new float[256];
    private long frames;
    private long clipped;

    ClippingMeter(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        // A slow wave's top is flat for as long as its samples round to the same number.
        shortestRun = Math.max(3, (sampleRate + 15_999) / 16_000);
        last = new float[channels];
        run = new int[channels];
    }

    /** @param interleaved {@code count} samples of each channel */
    void add(float[] interleaved, int count) {
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                add(interleaved[i * channels + channel], channel);
            }
            frames++;
        }
    }

    private void add(float sample, int channel) {
        if (Math.abs(sample) < LEVEL) {
            run[channel] = 0;
        } else if (run[channel] > 0 && sample == last[channel]) {
            run[channel]++;
            if (run[channel] >= shortestRun) {
                count(run[channel] == shortestRun ? shortestRun : 1);
            }
        } else {
            run[channel] = 1;
        }
        last[channel] = sample;
    }

    private void count(int samples) {
        int frame = (int) (frames * ClipScan.RATE / sampleRate / ClipScan.FRAME);
        if (frame >= perFrame.length) {
            perFrame = Arrays.copyOf(perFrame, Math.max(2 * perFrame.length, frame + 1));
        }
        perFrame[frame] += samples;
        clipped += samples;
    }

    /** Share of all samples, 0 to 1. */
    double share() {
        return frames == 0 ? 0 : (double) clipped / (frames * channels);
    }

    /** Clipped samples in each frame of 32 ms. */
    float[] perFrame(int count) {
        return Arrays.copyOf(perFrame, count);
    }
}
