package io.mynah.engine.onnx.hibari;

import java.util.Locale;

/**
 * The engine's configuration, checked.
 *
 * @param ranking {@code service.ranking} of the engine
 * @param device what was asked for
 */
record HibariSettings(int ranking, Device device) {
    static final String PID = "io.mynah.engine.hibari";

    /** Where to compute. */
    enum Device {
        AUTO,
        CUDA,
        CPU
    }

    static HibariSettings of(HibariComponent.Config config) {
        return new HibariSettings(config.ranking(), device(config.device()));
    }

    private static Device device(String name) {
        try {
            return Device.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + ": device = " + name + " is not one of auto, cuda, cpu", e);
        }
    }
}
