package io.mynah.core;

import java.time.Duration;

/**
 * The validated settings of {@link SpeechServiceComponent}.
 *
 * @param preferredModel whose engine comes before all others; empty for none
 */
record CoreSettings(
        int workers,
        int capacity,
        int textLimit,
        Duration requestTimeout,
        Duration drainLimit,
        Duration swapLimit,
        String preferredModel) {

    static final String PID = "io.mynah.core";

    static CoreSettings of(SpeechServiceComponent.Config config) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new CoreSettings(
                (int) within("workers", config.workers() == 0 ? cores : config.workers(), 1, 1_024),
                (int) within("queue.capacity", config.queue_capacity(), 1, 1_000),
                (int) within("text.limit", config.text_limit(), 1, 100_000),
                Duration.ofMillis(within("request.timeout.ms", config.request_timeout_ms(), 1, 86_400_000)),
                Duration.ofMillis(within("drain.timeout.ms", config.drain_timeout_ms(), 0, 3_600_000)),
                Duration.ofMillis(within("swap.timeout.ms", config.swap_timeout_ms(), 0, 3_600_000)),
                config.preferred_model().strip());
    }

    private static long within(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    PID + ": " + key + " = " + value + " is not within " + low + " to " + high);
        }
        return value;
    }
}
