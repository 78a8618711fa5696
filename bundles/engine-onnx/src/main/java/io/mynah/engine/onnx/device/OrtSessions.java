package io.mynah.engine.onnx.device;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The real one. */
public final class OrtSessions implements Sessions {
    private static final int FIRST_CARD = 0;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    public OrtSessions() {
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime's telemetry cannot be turned off", e);
        }
    }

    @Override
    public boolean includes(Device device) {
        return device == Device.CPU || OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    @Override
    public void probe(Device device) throws OrtException {
        float[] ones = {1, 1, 1, 1};
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            add(device, options);
            try (OrtSession session = environment.createSession(graph(), options);
                    OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(ones), new long[] {2, 2});
                    OrtSession.Result result = session.run(Map.of("x", in))) {
                float product = ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
                if (product != 2) {
                    throw new OrtException("1 + 1 is " + product + " there");
                }
            }
        }
    }

    private static byte[] graph() {
        try (InputStream in = OrtSessions.class.getResourceAsStream("probe.onnx")) {
            if (in == null) {
                throw new IllegalStateException("probe.onnx is not in the bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OrtSession open(Path graph, Device device) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            // Patterns are for inputs of one size; a cache of keys and values grows with each step.
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            add(device, options);
            return environment.createSession(graph.toString(), options);
        }
    }

    private static void add(Device device, SessionOptions options) throws OrtException {
        if (device == Device.CUDA) {
            // With options: addCUDA without any does not tell which library is missing (OrtFailures).
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(FIRST_CARD)) {
                // The arena would double with each growth, on a card that others use too.
                cuda.add("arena_extend_strategy", "kSameAsRequested");
                // By default each new length of input is searched for the fastest convolution, and no two are alike.
                cuda.add("cudnn_conv_algo_search", "HEURISTIC");
                options.addCUDA(cuda);
            }
        }
    }
}
