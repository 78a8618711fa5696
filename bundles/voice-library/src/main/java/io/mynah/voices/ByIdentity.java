package io.mynah.voices;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was found out about files, for as long as they stay the same. Safe for use by several threads, who may find out
 * the same thing at the same time.
 *
 * @param <V> what is found out
 */
final class ByIdentity<V> {

    private static final int MOST_ENTRIES = 20_000;

    private final Map<Path, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Clock clock;

    ByIdentity(Clock clock) {
        this.clock = clock;
    }

    private record Entry<V>(FileIdentity identity, V value) {}

    /** What is known of the file as it is now. */
    Optional<V> get(Path file, FileIdentity identity) {
        Entry<V> entry = entries.get(file);
        return entry != null && entry.identity.equals(identity) ? Optional.of(entry.value) : Optional.empty();
    }

    /**
     * Keeps what was found out about a file.
     *
     * @param identity taken before the file was read
     * @param read when reading began
     */
    void put(Path file, FileIdentity identity, Instant read, V value) {
        if (entries.size() >= MOST_ENTRIES) {
            entries.clear(); // rare, and cheaper than to remember who was asked last
        }
        // A file that has just been written might be written again without a sign of it: then look again next time.
        if (identity.isSettled(read)) {
            entries.put(file, new Entry<>(identity, value));
        }
    }

    void clear() {
        entries.clear();
    }

    Instant now() {
        return clock.instant();
    }

    /** How to find out. */
    interface Inquiry<V, X extends Exception> {
        V about(Path file) throws IOException, X;
    }

    /** What is known of the file, or is found out now. */
    <X extends Exception> V get(Path file, Inquiry<V, X> inquiry) throws IOException, X {
        Instant read = now();
        FileIdentity identity = FileIdentity.of(file);
        Optional<V> known = get(file, identity);
        if (known.isPresent()) {
            return known.get();
        }
        V value = inquiry.about(file);
        put(file, identity, read, value);
        return value;
    }
}
