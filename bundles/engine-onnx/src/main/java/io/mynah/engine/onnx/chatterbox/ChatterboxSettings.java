package io.mynah.engine.onnx.chatterbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's configuration, checked.
 *
 * @param ranking {@code service.ranking} of the engine
 * @param model the folder's name
 * @param precision of all graphs; {@code null} to choose
 * @param idle how long nobody has spoken when the model is unloaded; zero is never
 */
record ChatterboxSettings(
        int ranking, String model, @Nullable Precision precision, Duration idle) {
    static final String PID = "io.mynah.engine.chatterbox";

    private static final int WEEK = 7 * 24 * 3600;

    static ChatterboxSettings of(ChatterboxComponent.Config config) {
        if (!config.model().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(PID + ": model = " + config.model() + " is not the name of a folder");
        }
        int seconds = config.idle_unload_seconds();
        if (seconds < 0 || seconds > WEEK) {
            throw new IllegalArgumentException(
                    PID + ": idle.unload.seconds = " + seconds + " is not within 0 to " + WEEK);
        }
        return new ChatterboxSettings(
                config.ranking(), config.model(), precision(config.precision()), Duration.ofSeconds(seconds));
    }

    private static @Nullable Precision precision(String name) {
        if (name.strip().equalsIgnoreCase("auto")) {
            return null;
        }
        try {
            return Precision.of(name.strip());
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(Precision.values()).map(Precision::id).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(PID + ": precision = " + name + " is not one of auto, " + known, e);
        }
    }
}
