package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Engines that left and have not come back. Guarded by the registry's lock. */
final class Departures {

    private final Map<String, Departure> byId = new HashMap<>();

    private record Departure(EngineInfo info, long at) {}

    void left(EngineInfo engine) {
        byId.put(engine.id(), new Departure(engine, System.nanoTime()));
    }

    void cameBack(EngineInfo engine) {
        byId.remove(engine.id());
    }

    /** Whether a wanted engine left so recently. */
    boolean within(Duration limit, Predicate<EngineInfo> wanted) {
        long now = System.nanoTime();
        return byId.values().stream()
                .anyMatch(departure -> now - departure.at <= limit.toNanos() && wanted.test(departure.info));
    }
}
