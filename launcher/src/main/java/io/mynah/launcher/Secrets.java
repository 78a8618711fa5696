package io.mynah.launcher;

import java.util.function.Supplier;

/** Keeps the download token out of configurations and properties, which the console shows. */
final class Secrets {
    private Secrets() {}

    /** For the model store alone: a {@code Supplier<String>} with the property {@code mynah.secret = hf.token}. */
    static void publish(Platform platform, Settings settings) {
        settings.secret()
                .ifPresent(token -> platform.publish(Supplier.class, () -> token, "mynah.secret", Settings.HF_TOKEN));
    }
}
