package io.mynah.runtime.djl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** What a network is given or gives: numbers in memory and their shape. Its content is its owner's to change. */
public final class Tensor {
    private final Type type;
    private final long[] shape;
    private final ByteBuffer values;

    /** Types of numbers. */
    public enum Type {
        INT64(Long.BYTES),
        FLOAT32(Float.BYTES),
        UINT8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private Tensor(Type type, ByteBuffer values, long... shape) {
        long count = 1;
        for (long length : shape) {
            count *= length;
        }
        if (count * type.bytes != values.remaining()) {
            throw new IllegalArgumentException(values.remaining() + " bytes are not " + count + " of " + type);
        }
        this.type = type;
        this.shape = shape.clone();
        this.values = values;
    }

    /**
     * Numbers as they lie in memory, in the processor's order; they are not copied.
     *
     * @throws IllegalArgumentException if there are more or fewer of them than the shape has
     */
    public static Tensor of(Type type, ByteBuffer values, long... shape) {
        return new Tensor(type, values.slice().order(ByteOrder.nativeOrder()), shape);
    }

    /** A row of one dimension more than it has, {@code [1, length]}, as networks want their input. */
    public static Tensor row(long[] values) {
        ByteBuffer bytes = allocate(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return new Tensor(Type.INT64, bytes, 1, values.length);
    }

    /** One number, in one dimension. */
    public static Tensor of(float value) {
        return new Tensor(Type.FLOAT32, allocate(Float.BYTES).putFloat(0, value), 1);
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** What its numbers are. */
    public Type type() {
        return type;
    }

    /** Its dimensions; none for a single number. */
    public long[] shape() {
        return shape.clone();
    }

    /** Its numbers, in the processor's order; the position is the caller's own. */
    public ByteBuffer values() {
        return values.duplicate().order(ByteOrder.nativeOrder());
    }

    /**
     * Its numbers as floats.
     *
     * @throws IllegalStateException if they are not
     */
    public FloatBuffer floats() {
        if (type != Type.FLOAT32) {
            throw new IllegalStateException("a tensor of " + type + " has no floats");
        }
        return values().asFloatBuffer();
    }
}
