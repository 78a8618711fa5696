package io.mynah.engine.onnx.kokoro;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.device.OrtFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The network in ONNX Runtime. Its graph lies beside this class and is made by {@code src/main/graphs/kokoro.py}, which tells
 * why; its weights are byte ranges of the voice's file. Safe for use by several threads; not to be closed while it runs.
 */
final class KokoroModel implements AutoCloseable {
    /** Samples in a second. */
    static final int SAMPLE_RATE = 24_000;

    private final OrtEnvironment environment;
    private final OrtSession session;

    private KokoroModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads it, which takes a second or two.
     *
     * @param sha256 of the weights
     * @throws IOException with a message for people, if the file is not the one that the graph is for
     */
    static KokoroModel load(Path weights, String sha256) throws IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return new KokoroModel(environment, Networks.open(environment, graph(), weights, sha256, Networks.Sums.EXACT));
    }

    private static byte[] graph() throws IOException {
        try (InputStream in = KokoroModel.class.getResourceAsStream("graph.onnx.gz")) {
            if (in == null) {
                throw new IOException("graph.onnx.gz is not in the bundle");
            }
            return new GZIPInputStream(in).readAllBytes();
        }
    }

    /**
     * Speaks one piece.
     *
     * @param ids from {@link io.mynah.engine.base.Vocabulary#ids}, at least three and at most 512
     * @param style of the voice
     * @param speed the pace, 1 being the voice's own
     * @param options to terminate the run
     */
    float[] run(long[] ids, float[] style, float speed, RunOptions options) throws EngineException {
        try (OnnxTensor tokens =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
                OnnxTensor voice =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(style), new long[] {1, style.length});
                OnnxTensor pace =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {speed}), new long[] {1});
                OrtSession.Result result =
                        session.run(Map.of("tokens", tokens, "style", voice, "speed", pace), options)) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        } catch (OrtException e) {
            throw OrtFailures.ofRun(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
