package io.mynah.speaker;

import java.util.Arrays;

/** A row of floats that grows. Not safe for use by several threads. */
final class FloatRow implements Resampler.Sink {
    private float[] values = new float[4096];
    private int length;

    int length() {
        return length;
    }

    @Override
    public void accept(float[] more, int count) {
        add(more, 0, count);
    }

    void add(float[] more, int from, int count) {
        if (length + count > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, length + count));
        }
        System.arraycopy(more, from, values, length, count);
        length += count;
    }

    void add(float value) {
        if (length == values.length) {
            values = Arrays.copyOf(values, 2 * length);
        }
        values[length++] = value;
    }

    void clear() {
        length = 0;
    }

    float[] toArray() {
        return Arrays.copyOf(values, length);
    }
}
