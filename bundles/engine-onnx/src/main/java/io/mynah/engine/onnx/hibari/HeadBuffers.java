package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.mynah.engine.base.hibari.HibariGraphs;
import io.mynah.engine.base.hibari.SpectralFrames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Memory outside the heap that the head reads and writes without copies, for one block of frames at a time. Not safe for
 * use by several threads.
 */
final class HeadBuffers {
    private static final int WIDTH = HibariGraphs.WIDTH;
    private static final int VALUES = SpectralFrames.PARTS * SpectralFrames.BINS;

    private final ByteBuffer input = ByteBuffer.allocateDirect(SpectralFrames.BLOCK * WIDTH);
    private final FloatBuffer output = ByteBuffer.allocateDirect(SpectralFrames.BLOCK * VALUES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    /** The head's input: {@code count} of the {@code frames}. */
    OnnxTensor input(OrtEnvironment environment, byte[] frames, int from, int count) throws OrtException {
        input.clear().put(frames, from * WIDTH, count * WIDTH).flip();
        return OnnxTensor.createTensor(environment, input, new long[] {1, count, WIDTH}, OnnxJavaType.UINT8);
    }

    /** The head's output, a row of {@code count} values for each part and bin. */
    OnnxTensor output(OrtEnvironment environment, int count) throws OrtException {
        output.clear().limit(count * VALUES);
        return OnnxTensor.createTensor(environment, output, new long[] {1, VALUES, count});
    }

    /** Copies values of the output. */
    void copy(int position, float[] target, int offset, int length) {
        output.get(position, target, offset, length);
    }
}
