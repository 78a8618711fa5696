package io.mynah.rest;

import io.mynah.api.engine.Sampling;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the REST API, validated.
 *
 * @param allowedOrigins of pages that may use the API from a browser; {@code *} for all
 * @param bodyLimit of JSON bodies, in bytes
 * @param serviceWait how long a request waits for speech to come back while it is being replaced
 * @param drainTimeout how long running requests are waited for at the end
 * @param sampling for parameters that a request does not set
 */
record Settings(
        Set<String> allowedOrigins, int bodyLimit, Duration serviceWait, Duration drainTimeout, Sampling sampling) {

    static final String PID = "io.mynah.rest";

    static Settings of(RestComponent.Config config) {
        return new Settings(
                origins(config.allowed_origins()),
                (int) within("body.limit.bytes", config.body_limit_bytes(), 1_024, 64 << 20),
                Duration.ofMillis(within("service.wait.ms", config.service_wait_ms(), 0, 60_000)),
                Duration.ofMillis(within("drain.timeout.ms", config.drain_timeout_ms(), 0, 3_600_000)),
                new Sampling(
                        within("default.temperature", config.default_temperature(), 0.05, 5),
                        within("default.min_p", config.default_min__p(), 0, 1),
                        within("default.top_p", config.default_top__p(), 0, 1),
                        (int) within("default.top_k", config.default_top__k(), 1, 100),
                        within("default.repetition_penalty", config.default_repetition__penalty(), 0.5, 2),
                        config.default_norm__loudness()));
    }

    /** The environment gives one string with commas, a configuration file may give a list. */
    private static Set<String> origins(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Settings::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String origin(String value) {
        if (value.equals("*") || value.equals("null")) {
            return value;
        }
        try {
            URI uri = new URI(value);
            if (uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()) {
                return value;
            }
        } catch (URISyntaxException e) {
            throw badOrigin(value, e);
        }
        throw badOrigin(value, null);
    }

    private static IllegalArgumentException badOrigin(String value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                PID + ": allowed.origins = " + value + " is not an origin such as https://example.org:8080", cause);
    }

    private static long within(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    PID + ": " + key + " = " + value + " is not within " + low + " to " + high);
        }
        return value;
    }

    private static double within(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    PID + ": " + key + " = " + value + " is not within " + low + " to " + high);
        }
        return value;
    }
}
