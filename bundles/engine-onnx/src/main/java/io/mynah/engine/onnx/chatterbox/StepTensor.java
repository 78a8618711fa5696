package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Floats that go in or come out with each step, in memory that is made once and that ONNX Runtime reads and writes without a
 * copy. Of the type that the graph wants. Used by one thread.
 */
final class StepTensor implements AutoCloseable {
    private final OnnxJavaType type;
    private final int size;
    private final ByteBuffer memory;
    private final FloatBuffer floats;
    private final ShortBuffer halves;
    private final OnnxTensor tensor;

    /** @param size of the last dimension; the others are 1 */
    StepTensor(Graph graph, OnnxJavaType type, int size) throws OrtException {
        this.type = type;
        this.size = size;
        this.memory = ByteBuffer.allocateDirect(size * type.size).order(ByteOrder.nativeOrder());
        this.floats = memory.asFloatBuffer();
        this.halves = memory.asShortBuffer();
        this.tensor = OnnxTensor.createTensor(graph.environment(), memory, new long[] {1, 1, size}, type);
    }

    /** To be handed to runs, as an input or as an output, before {@link #close}. */
    OnnxTensor tensor() {
        return tensor;
    }

    OnnxJavaType type() {
        return type;
    }

    /** Copies what is there now. */
    void read(float[] to) {
        switch (type) {
            case FLOAT -> floats.get(0, to);
            case FLOAT16 -> {
                for (int i = 0; i < size; i++) {
                    to[i] = Fp16Conversions.fp16ToFloat(halves.get(i));
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    to[i] = Fp16Conversions.bf16ToFloat(halves.get(i));
                }
            }
        }
    }

    /** Replaces what is there. */
    void write(float[] from) {
        switch (type) {
            case FLOAT -> floats.put(0, from);
            case FLOAT16 -> {
                for (int i = 0; i < size; i++) {
                    halves.put(i, Fp16Conversions.floatToFp16(from[i]));
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    halves.put(i, Fp16Conversions.floatToBf16(from[i]));
                }
            }
        }
    }

    @Override
    public void close() {
        tensor.close();
    }
}
