package io.mynah.engine.onnx.chatterbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's configuration, checked.
 *
 * @param ranking {@code service.ranking} of the engine
 * @param model its id in the model store
 * @param precision that a person demands; {@code null} to choose
 * @param idle how long nobody has spoken when the model is unloaded; zero is never
 */
record ChatterboxSettings(
        int ranking, String model, @Nullable Mix precision, Duration idle) {
    static final String PID = "io.mynah.engine.chatterbox";

    private static final int WEEK = 7 * 24 * 3600;

    static ChatterboxSettings of(ChatterboxComponent.Config config) {
        if (!config.model().matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(PID + ": model = " + config.model() + " is not the id of a model");
        }
        int seconds = config.idle_unload_seconds();
        if (seconds < 0 || seconds > WEEK) {
            throw new IllegalArgumentException(
                    PID + ": idle.unload.seconds = " + seconds + " is not within 0 to " + WEEK);
        }
        return new ChatterboxSettings(
                config.ranking(), config.model(), precision(config.precision()), Duration.ofSeconds(seconds));
    }

    private static @Nullable Mix precision(String name) {
        if (name.isBlank() || name.strip().equalsIgnoreCase("auto")) {
            return null;
        }
        try {
            return Mix.parse(name);
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(Precision.values()).map(Precision::id).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    PID + ": precision = " + name + " is not one of auto, " + known
                            + ", or one of them and others for single graphs, such as q4,conditional_decoder=fp32",
                    e);
        }
    }
}
