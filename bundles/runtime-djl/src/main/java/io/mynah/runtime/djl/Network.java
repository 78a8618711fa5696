package io.mynah.runtime.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network in one of DJL's engines, on the processor, one thread a run. Safe for use by several threads, whose runs go side
 * by side; closing it waits for those that are under way. Close it when nobody will run it any more.
 */
public final class Network implements AutoCloseable {
    private final Model model;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private Network(Model model) {
        this.model = model;
    }

    /**
     * A graph of ONNX, in DJL's engine on ONNX Runtime.
     *
     * @param weights the folder with the files that it refers to
     * @throws IOException with a message for people, if it or the engine cannot be loaded
     */
    public static Network onnx(byte[] graph, Path weights) throws IOException {
        Model model = Engines.get("OnnxRuntime").newModel("network", Device.cpu());
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry(
                    "session.model_external_initializers_file_folder_path",
                    weights.toAbsolutePath().toString());
            load(model, graph, options);
            return new Network(model);
        } catch (OrtException | MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw new IOException("The network cannot be loaded: " + reason(e), e);
        }
    }

    private static void load(Model model, byte[] graph, SessionOptions options)
            throws IOException, MalformedModelException {
        try {
            model.load(new ByteArrayInputStream(graph), Map.of("sessionOptions", options));
        } finally {
            // DJL makes a folder for what a stream might bring besides, and never removes it.
            if (model.getModelPath() != null) {
                Files.deleteIfExists(model.getModelPath());
            }
        }
    }

    private static String reason(Exception failure) {
        return String.valueOf((failure.getCause() == null ? failure : failure.getCause()).getMessage());
    }

    /** What its maker wrote into it, by name. */
    public Map<String, String> metadata() {
        return model.getBlock().getCustomMetadata();
    }

    /**
     * Runs it.
     *
     * @param inputs by name; all that it has
     * @return all outputs by name, the caller's own
     * @throws NetworkException if that fails
     * @throws IllegalStateException if it has been closed
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws NetworkException {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the network has been closed");
            }
            return forward(inputs);
        } finally {
            life.readLock().unlock();
        }
    }

    private Map<String, Tensor> forward(Map<String, Tensor> inputs) throws NetworkException {
        try (NDManager run = model.getNDManager().newSubManager()) {
            NDList given = new NDList();
            inputs.forEach((name, tensor) -> given.add(array(run, name, tensor)));
            Map<String, Tensor> outputs = new HashMap<>();
            for (NDArray output : model.getBlock().forward(new ParameterStore(run, false), given, false)) {
                outputs.put(
                        output.getName(),
                        Tensor.of(
                                Tensor.Type.valueOf(output.getDataType().name()),
                                output.toByteBuffer(),
                                output.getShape().getShape()));
            }
            return outputs;
        } catch (RuntimeException e) {
            // DJL's own exception for what an engine says, and those of Java for inputs that do not fit.
            throw new NetworkException(reason(e), e);
        }
    }

    private static NDArray array(NDManager run, String name, Tensor tensor) {
        NDArray array = run.create(
                tensor.values(),
                new Shape(tensor.shape()),
                DataType.valueOf(tensor.type().name()));
        array.setName(name);
        return array;
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
