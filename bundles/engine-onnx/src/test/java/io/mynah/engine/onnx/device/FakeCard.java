package io.mynah.engine.onnx.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A machine with a graphics card, as it says itself: all is computed on the processor, and fails as the test wants. */
public final class FakeCard implements Sessions {
    private final Sessions real = new OrtSessions();
    private final List<String> opened = new ArrayList<>();
    private boolean included = true;
    private @Nullable String probe;
    private Opening opening = (graph, device) -> graph;

    /** What becomes of a session that is to be opened. */
    public interface Opening {

        /** Which graph is opened instead. */
        Path instead(Path graph, Device device) throws OrtException;
    }

    /** The runtime knows no card. */
    FakeCard notIncluded() {
        included = false;
        return this;
    }

    /** The card cannot be used, as ONNX Runtime words it. */
    public FakeCard cannot(String message) {
        probe = message;
        return this;
    }

    /** Changes what comes of sessions from here on. */
    public FakeCard opening(Opening next) {
        opening = next;
        return this;
    }

    /** The same with a message, {@code null} for none, and the graph as it is. */
    public FakeCard failing(BiFunction<String, Device, @Nullable String> message) {
        return opening((graph, device) -> {
            String failure = message.apply(String.valueOf(graph.getFileName()), device);
            if (failure != null) {
                throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL, failure);
            }
            return graph;
        });
    }

    /** Which graphs were opened, such as {@code language_model_q4.onnx cpu}. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public boolean includes(Device device) {
        return device == Device.CPU || included;
    }

    @Override
    public void probe(Device device) throws OrtException {
        if (!included) {
            throw new OrtException(OrtException.OrtErrorCode.ORT_EP_FAIL, "Failed to find CUDA shared provider");
        }
        if (probe != null) {
            throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL, probe);
        }
    }

    @Override
    public OrtSession open(Path graph, Device device) throws OrtException {
        Path instead = opening.instead(graph, device);
        opened.add(graph.getFileName() + " " + device.id());
        return real.open(instead, Device.CPU);
    }
}
