package io.mynah.api.audio;

import java.util.Arrays;

/**
 * Gives sound another tone while it passes. As many samples come out as went in, without delay: the filter looks ahead, so
 * they come 16 ms later, and the last of them by {@link #end}. Used by one thread at a time.
 */
public final class Equalizer {
    /** Samples that stay in the processor's nearest cache while all taps pass over them. */
    private static final int SECTION = 2_048;

    private final float[] response;
    private final int half;
    /** What went in last, as much as the filter looks back and ahead. */
    private float[] line;
    /** Samples that are yet to go in before the first comes out. */
    private int ahead;

    /** @param sampleRate of the sound, in Hz */
    public Equalizer(ToneCurve curve, int sampleRate) {
        response = curve.impulseResponse(sampleRate);
        half = response.length / 2;
        line = new float[response.length - 1];
        ahead = half;
    }

    /**
     * Goes on with the sound.
     *
     * @param block mono samples, any number; not changed
     * @return what is ready, perhaps nothing; a new array
     */
    public float[] next(float[] block) {
        float[] longer = Arrays.copyOf(line, line.length + block.length);
        System.arraycopy(block, 0, longer, line.length, block.length);
        float[] ready = new float[block.length];
        for (int from = 0; from < ready.length; from += SECTION) {
            convolve(longer, ready, from, Math.min(from + SECTION, ready.length));
        }
        line = Arrays.copyOfRange(longer, block.length, longer.length);
        int tooEarly = Math.min(ahead, ready.length);
        ahead -= tooEarly;
        return tooEarly == 0 ? ready : Arrays.copyOfRange(ready, tooEarly, ready.length);
    }

    /** Tap by tap, since the compiler makes vector instructions of the inner loop; the response is symmetric. */
    private void convolve(float[] samples, float[] ready, int from, int to) {
        for (int tap = 0; tap < response.length; tap++) {
            float weight = response[tap];
            for (int i = from; i < to; i++) {
                ready[i] += weight * samples[i + tap];
            }
        }
    }

    /** Ends the sound: its last samples. The next one begins afresh. */
    public float[] end() {
        float[] last = next(new float[half]);
        Arrays.fill(line, 0);
        ahead = half;
        return last;
    }
}
