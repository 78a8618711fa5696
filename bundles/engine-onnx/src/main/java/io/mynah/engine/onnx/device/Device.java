package io.mynah.engine.onnx.device;

import java.util.Locale;

/** What computes. */
public enum Device {
    CPU,
    CUDA;

    /** As clients are told. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
