package io.mynah.engine.base.hibari;

import java.io.IOException;
import java.io.InputStream;

/**
 * The network as two graphs of ONNX: the body turns phonemes into frames, the head turns a block of frames into spectra.
 * They lie beside this class and are made by {@code engine-onnx/src/main/graphs/hibari.py}, which tells why; their weights are
 * byte ranges of the voice's file, whose SHA-256 is in their metadata.
 */
public final class HibariGraphs {
    /** Values of a frame between body and head. */
    public static final int WIDTH = 256;

    private HibariGraphs() {}

    /** {@code ids} i64[1,L], {@code speed} f32[1] to {@code frames} u8[1,F,256], its {@code scale} and {@code zero}, {@code f0} f32[1,F]. */
    public static byte[] body() throws IOException {
        return graph("body.onnx");
    }

    /** {@code frames}, {@code scale} and {@code zero} to {@code spectra} f32[1,5·601,F]. */
    public static byte[] head() throws IOException {
        return graph("head.onnx");
    }

    private static byte[] graph(String name) throws IOException {
        try (InputStream in = HibariGraphs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the bundle");
            }
            return in.readAllBytes();
        }
    }
}
