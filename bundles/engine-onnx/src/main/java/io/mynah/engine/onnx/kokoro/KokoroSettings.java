package io.mynah.engine.onnx.kokoro;

import java.time.Duration;

/**
 * The engine's configuration, checked.
 *
 * @param ranking {@code service.ranking} of the engine
 * @param idle how long nobody has spoken when the network is unloaded; zero is never
 */
record KokoroSettings(int ranking, Duration idle) {
    static final String PID = "io.mynah.engine.kokoro";

    private static final int WEEK = 7 * 24 * 3600;

    static KokoroSettings of(KokoroComponent.Config config) {
        int seconds = config.idle_unload_seconds();
        if (seconds < 0 || seconds > WEEK) {
            throw new IllegalArgumentException(
                    PID + ": idle.unload.seconds = " + seconds + " is not within 0 to " + WEEK);
        }
        return new KokoroSettings(config.ranking(), Duration.ofSeconds(seconds));
    }
}
