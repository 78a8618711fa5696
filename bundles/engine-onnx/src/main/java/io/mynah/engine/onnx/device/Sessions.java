package io.mynah.engine.onnx.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** ONNX Runtime as far as devices concern it. Safe for use by several threads. */
public interface Sessions {

    /** Whether this ONNX Runtime was built with a device; not whether the machine has it. Takes no time. */
    boolean includes(Device device);

    /**
     * Computes a little on a device, so that all is found missing that is: libraries, driver, card. May take seconds.
     *
     * @throws OrtException if that cannot be done
     */
    void probe(Device device) throws OrtException;

    /**
     * A session whose operators are computed on a device as far as it has them, otherwise on the processor.
     *
     * @return owned by the caller, who must not close it while it runs
     */
    OrtSession open(Path graph, Device device) throws OrtException;
}
