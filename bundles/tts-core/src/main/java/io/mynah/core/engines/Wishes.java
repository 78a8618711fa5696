package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of engines, whatever their rankings say. It holds for ids, so that it outlives the engine that has one,
 * and an engine that is replaced is stopped still. Guarded by the registry's lock.
 */
final class Wishes {

    private final Set<String> stopped = new HashSet<>();
    private @Nullable String promoted;

    boolean isStopped(EngineInfo engine) {
        return stopped.contains(engine.id());
    }

    /** Whether that changed anything. */
    boolean stop(String id, boolean stop) {
        return stop ? stopped.add(id) : stopped.remove(id);
    }

    boolean isPromoted(Entry entry) {
        return entry.info.id().equals(promoted);
    }

    void promote(@Nullable String id) {
        promoted = id;
    }

    /** The promoted one, then by ranking, then by age. */
    Comparator<Entry> preferredFirst() {
        return Comparator.<Entry, Boolean>comparing(entry -> !isPromoted(entry))
                .thenComparing(entry -> entry.ranking, Comparator.reverseOrder())
                .thenComparingLong(entry -> entry.order);
    }
}
