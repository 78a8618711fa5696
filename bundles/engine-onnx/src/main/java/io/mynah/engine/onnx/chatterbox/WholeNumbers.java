package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole numbers for a graph, of the type that it wants (a mask may be of booleans or floats), in memory that is made once and
 * that ONNX Runtime reads without a copy. Used by one thread.
 */
final class WholeNumbers {
    private final OrtEnvironment environment;
    private final OnnxJavaType type;
    private final ByteBuffer memory;

    /** @param type one of those that {@link Signature} lets through */
    WholeNumbers(OrtEnvironment environment, OnnxJavaType type, int count) {
        this.environment = environment;
        this.type = type;
        this.memory = ByteBuffer.allocateDirect(count * type.size).order(ByteOrder.nativeOrder());
    }

    void put(int at, long value) {
        int place = at * type.size;
        switch (type) {
            case INT32 -> memory.putInt(place, Math.toIntExact(value));
            case BOOL -> memory.put(place, (byte) (value == 0 ? 0 : 1));
            case FLOAT -> memory.putFloat(place, (float) value);
            case FLOAT16 -> memory.putShort(place, Fp16Conversions.floatToFp16((float) value));
            case BFLOAT16 -> memory.putShort(place, Fp16Conversions.floatToBf16((float) value));
            default -> memory.putLong(place, value);
        }
    }

    /** The first so many as a row, which what is put later shows in; the caller closes it. */
    OnnxTensor row(int count) throws OrtException {
        ByteBuffer part = memory.slice(0, count * type.size).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, part, new long[] {1, count}, type);
    }
}
