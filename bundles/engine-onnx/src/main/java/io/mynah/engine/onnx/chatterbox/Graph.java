package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.Sessions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * One of a model's graphs. Which inputs it has, and of which types and sizes, is asked here: exports differ. One run at a
 * time; not to be closed while it runs.
 */
final class Graph implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private long spent;

    private Graph(OrtSession session) throws OrtException {
        this.environment = OrtEnvironment.getEnvironment();
        this.session = session;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
    }

    /** @throws IOException with a message for people, if it cannot be loaded */
    static Graph open(Sessions sessions, Path file, Signature signature, Device device) throws IOException {
        try {
            OrtSession session = sessions.open(file, device);
            try {
                Graph graph = new Graph(session);
                signature.check(String.valueOf(file.getFileName()), graph.inputs, graph.outputs);
                return graph;
            } catch (OrtException | IOException | RuntimeException e) {
                Networks.closeAfter(e, session);
                throw e;
            }
        } catch (OrtException e) {
            throw new IOException(file + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession session() {
        return session;
    }

    boolean takes(String input) {
        return inputs.containsKey(input);
    }

    Set<String> inputs() {
        return inputs.keySet();
    }

    /** The shape of an input of one batch when nothing is in it yet, whichever dimension it is that grows. */
    long[] emptyShape(String input) {
        long[] shape = tensor(inputs, input).getShape().clone();
        for (int i = 1; i < shape.length; i++) {
            shape[i] = Math.max(0, shape[i]);
        }
        shape[0] = 1;
        return shape;
    }

    /** The last dimension of an output; -1 if only a run tells. */
    long lastSize(String output) {
        long[] shape = tensor(outputs, output).getShape();
        return shape[shape.length - 1];
    }

    OnnxJavaType inputType(String input) {
        return tensor(inputs, input).type;
    }

    OnnxJavaType outputType(String output) {
        return tensor(outputs, output).type;
    }

    /**
     * Runs it.
     *
     * @param wanted outputs that ONNX Runtime makes memory for; the caller closes them
     * @param ours outputs that are written where they are
     */
    OrtSession.Result run(
            Map<String, OnnxTensorLike> in, Set<String> wanted, Map<String, OnnxTensor> ours, RunOptions options)
            throws OrtException {
        long begin = System.nanoTime();
        try {
            return session.run(in, wanted, ours, options);
        } finally {
            spent += System.nanoTime() - begin;
        }
    }

    /** Nanoseconds in ONNX Runtime so far, in all runs. */
    long spent() {
        return spent;
    }

    /** Floats in the type that an input wants. */
    OnnxTensor floats(String input, FloatBuffer values, long... shape) throws OrtException {
        OnnxJavaType type = tensor(inputs, input).type;
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, values, shape);
            case FLOAT16 ->
                OnnxTensor.createTensor(
                        environment, Fp16Conversions.convertFloatBufferToFp16Buffer(values), shape, type);
            case BFLOAT16 ->
                OnnxTensor.createTensor(
                        environment, Fp16Conversions.convertFloatBufferToBf16Buffer(values), shape, type);
            default -> throw new OrtException("the input " + input + " is of " + type + ", not of floats");
        };
    }

    /** Room for whole numbers in the type that an input wants. */
    WholeNumbers wholes(String input, int count) {
        return new WholeNumbers(environment, tensor(inputs, input).type, count);
    }

    /** A row of whole numbers in the type that an input wants. */
    OnnxTensor wholes(String input, long[] values) throws OrtException {
        WholeNumbers row = wholes(input, values.length);
        for (int i = 0; i < values.length; i++) {
            row.put(i, values[i]);
        }
        return row.row(values.length);
    }

    private static TensorInfo tensor(Map<String, NodeInfo> nodes, String name) {
        NodeInfo node = nodes.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
            throw new IllegalArgumentException("the graph has no tensor " + name + ", only " + nodes.keySet());
        }
        return info;
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
