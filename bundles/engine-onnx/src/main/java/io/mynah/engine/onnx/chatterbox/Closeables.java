package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tensors that live as long as a run. */
final class Closeables implements AutoCloseable {
    private final Deque<OnnxTensor> tensors = new ArrayDeque<>();

    OnnxTensor add(OnnxTensor tensor) {
        tensors.push(tensor);
        return tensor;
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
    }
}
