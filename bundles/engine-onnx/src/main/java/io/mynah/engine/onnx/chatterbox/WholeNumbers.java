package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole numbers for a graph, of the type that it wants, in memory that is made once and that ONNX Runtime reads without a
 * copy. Used by one thread.
 */
final class WholeNumbers {
    private final OrtEnvironment environment;
    private final OnnxJavaType type;
    private final ByteBuffer memory;

    /** @param type of 32 or 64 bits, see {@link Signature} */
    WholeNumbers(OrtEnvironment environment, OnnxJavaType type, int count) {
        this.environment = environment;
        this.type = type;
        this.memory = ByteBuffer.allocateDirect(count * type.size).order(ByteOrder.nativeOrder());
    }

    void put(int at, long value) {
        if (type == OnnxJavaType.INT32) {
            memory.putInt(at * type.size, Math.toIntExact(value));
        } else {
            memory.putLong(at * type.size, value);
        }
    }

    /** The first so many as a row, which what is put later shows in; the caller closes it. */
    OnnxTensor row(int count) throws OrtException {
        ByteBuffer part = memory.slice(0, count * type.size).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, part, new long[] {1, count}, type);
    }
}
