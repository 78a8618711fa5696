package io.mynah.core.audio;

import java.util.Arrays;

/**
 * Keeps peaks at or below a ceiling; attenuates only, never boosts. A look-ahead limiter: the gain that a sample needs is
 * held for the look-ahead time by a sliding minimum and smoothed by a moving average of the same length, so that the gain
 * has come down when the peak arrives; it recovers exponentially. Below the ceiling samples pass unchanged. As many samples
 * come out as went in, the last of them by {@link #finish()}. Not thread-safe.
 *
 * <p>Sources: U. Zölzer (ed.), <i>DAFX</i>, 2nd edition, section 4.2.2 (limiter with look-ahead); the sliding minimum is
 * the monotone queue of D. Lemire, <i>Streaming maximum-minimum filter using no more than three comparisons per
 * element</i>, 2006.
 */
final class PeakLimiter {

    /** -1 dBFS. */
    static final float CEILING = 0.891251f;

    private static final double LOOK_AHEAD_SECONDS = 0.005;
    private static final double RELEASE_SECONDS = 0.1;
    /** A gain this close to 1 counts as 1 (0.001 dB). */
    private static final float RECOVERED = 0.9999f;

    /** Length of the sliding minimum and of the average, in samples; the delay is one less. */
    private final int window;

    private final float release;
    private final float[] delay;
    private final SlidingMinimum minimum;
    /** The last {@code window} minima and their sum. */
    private final float[] held;

    private double heldSum;
    private float gain = 1f;
    private long position;
    /** Samples since the gain was last below 1. */
    private long calm = Integer.MAX_VALUE;

    PeakLimiter(int sampleRate) {
        window = (int) Math.round(LOOK_AHEAD_SECONDS * sampleRate);
        release = (float) (1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRate)));
        delay = new float[window - 1];
        minimum = new SlidingMinimum(window);
        held = new float[window];
        Arrays.fill(held, 1f);
        heldSum = window;
    }

    /** The samples that are ready after {@code samples} have gone in; the array is the caller's. */
    float[] process(float[] samples) {
        long before = position;
        float[] ready = calm > 2L * window && !isLoud(samples) ? pass(samples) : limit(samples);
        long tooEarly = delay.length - before;
        return tooEarly <= 0 ? ready : Arrays.copyOfRange(ready, (int) Math.min(tooEarly, ready.length), ready.length);
    }

    private float[] limit(float[] samples) {
        float[] ready = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int slot = (int) (position % delay.length);
            ready[i] = delay[slot] * gainFor(samples[i]);
            delay[slot] = samples[i];
            position++;
        }
        return ready;
    }

    /** The same as {@link #limit} while all gains are 1, as they mostly are: only the delay. */
    private float[] pass(float[] samples) {
        int oldest = (int) (position % delay.length);
        float[] late = Samples.joined(delay, delay, oldest, oldest + delay.length);
        float[] ready = Samples.joined(late, samples, 0, samples.length);
        float[] later = Samples.joined(late, samples, samples.length, samples.length + delay.length);
        position += samples.length;
        oldest = (int) (position % delay.length);
        System.arraycopy(later, 0, delay, oldest, delay.length - oldest);
        System.arraycopy(later, delay.length - oldest, delay, 0, oldest);
        return ready;
    }

    private static boolean isLoud(float[] samples) {
        for (float sample : samples) {
            if (sample > CEILING || sample < -CEILING) {
                return true;
            }
        }
        return false;
    }

    /** The samples that were still on their way. */
    float[] finish() {
        return process(new float[delay.length]);
    }

    private float gainFor(float sample) {
        float level = Math.abs(sample);
        gain += (1 - gain) * release;
        if (gain > RECOVERED) {
            gain = 1f;
        }
        if (level * gain > CEILING) {
            gain = CEILING / level;
        }
        calm = gain < 1f ? 0 : calm + 1;
        if (calm > 2L * window) {
            return 1f;
        }
        if (calm == 2L * window) {
            Arrays.fill(held, 1f);
            heldSum = window;
            minimum.clear();
            return 1f;
        }
        float least = minimum.add(position, gain);
        int slot = (int) (position % window);
        heldSum += least - held[slot];
        held[slot] = least;
        return (float) (heldSum / window);
    }

    /** The least of the last {@code length} values, in constant time each. */
    private static final class SlidingMinimum {
        private final long[] positions;
        private final float[] values;
        private int head;
        private int size;

        SlidingMinimum(int length) {
            positions = new long[length];
            values = new float[length];
        }

        float add(long position, float value) {
            int length = values.length;
            if (size > 0 && positions[head] <= position - length) {
                head = (head + 1) % length;
                size--;
            }
            while (size > 0 && values[(head + size - 1) % length] >= value) {
                size--;
            }
            int tail = (head + size) % length;
            positions[tail] = position;
            values[tail] = value;
            size++;
            return values[head];
        }

        void clear() {
            size = 0;
        }
    }
}
