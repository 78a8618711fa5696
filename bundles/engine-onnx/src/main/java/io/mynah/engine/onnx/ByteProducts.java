package io.mynah.engine.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Whether ONNX Runtime adds products of bytes up rightly on this processor. Where there are no instructions for their dot
 * products (x86 before Ice Lake and Zen 4), it adds two of them in 16 signed bits, which hold no more than 32767: sums of large
 * ones are cut off, and speech becomes noisy. It has a slower way for such processors, the option {@link #PRECISE}, which
 * must not be set where it is not needed: there it takes just as long. The processor is asked by computing, so that nobody
 * has to know the names of all of them.
 */
final class ByteProducts {
    /** Session option: multiply bytes in a way that never overflows, if the usual one might. */
    static final String PRECISE = "session.x64quantprecision";

    /** What rows of 64 bytes 255 times 127 add up to; made by {@code src/main/graphs/byte_products.py}. */
    private static final float RIGHT = 64 * 255 * 127;

    private static final int ROWS = 8;
    private static final int ROW = 64;

    private ByteProducts() {}

    /** Whether large sums are cut off. Takes some milliseconds. */
    static boolean overflow(OrtEnvironment environment) throws OrtException, IOException {
        return sum(environment, false) != RIGHT;
    }

    /** Whether they are not even in the way that is slower. */
    static boolean overflowInSpiteOfPrecision(OrtEnvironment environment) throws OrtException, IOException {
        return sum(environment, true) != RIGHT;
    }

    private static float sum(OrtEnvironment environment, boolean precise) throws OrtException, IOException {
        ByteBuffer largest = ByteBuffer.allocateDirect(ROWS * ROW);
        while (largest.hasRemaining()) {
            largest.put((byte) 0xff);
        }
        largest.flip();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.addConfigEntry(PRECISE, precise ? "1" : "0");
            try (OrtSession session = environment.createSession(graph(), options);
                    OnnxTensor bytes =
                            OnnxTensor.createTensor(environment, largest, new long[] {ROWS, ROW}, OnnxJavaType.UINT8);
                    OrtSession.Result result = session.run(Map.of("bytes", bytes))) {
                float[] sums = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
                Arrays.sort(sums);
                return sums[0];
            }
        }
    }

    private static byte[] graph() throws IOException {
        try (InputStream in = ByteProducts.class.getResourceAsStream("byte-products.onnx")) {
            if (in == null) {
                throw new IOException("byte-products.onnx is not in the bundle");
            }
            return in.readAllBytes();
        }
    }
}
