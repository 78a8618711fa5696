package io.mynah.engine.onnx.kokoro;

import java.time.Duration;
import java.util.Locale;

/**
 * The engine's configuration, checked.
 *
 * @param ranking {@code service.ranking} of the engine
 * @param device what was asked for
 * @param idle how long nobody has spoken when the network is unloaded; zero is never
 */
record KokoroSettings(int ranking, Device device, Duration idle) {
    static final String PID = "io.mynah.engine.kokoro";

    private static final int WEEK = 7 * 24 * 3600;

    /** Where to compute. */
    enum Device {
        AUTO,
        CUDA,
        CPU
    }

    static KokoroSettings of(KokoroComponent.Config config) {
        int seconds = config.idle_unload_seconds();
        if (seconds < 0 || seconds > WEEK) {
            throw new IllegalArgumentException(
                    PID + ": idle.unload.seconds = " + seconds + " is not within 0 to " + WEEK);
        }
        return new KokoroSettings(config.ranking(), device(config.device()), Duration.ofSeconds(seconds));
    }

    private static Device device(String name) {
        try {
            return Device.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + ": device = " + name + " is not one of auto, cuda, cpu", e);
        }
    }
}
