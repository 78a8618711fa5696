package io.mynah.engine.base;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Keeps what takes much memory between utterances: as many as there are processors, since more utterances than that gain
 * nothing from running at once. Safe for use by several threads.
 *
 * @param <T> what is kept
 */
public final class Pool<T> {
    private final int limit = Runtime.getRuntime().availableProcessors();
    private final ArrayDeque<T> idle = new ArrayDeque<>();
    private final Supplier<T> maker;

    /** @param maker makes one where none is idle */
    public Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** One for the caller alone, until it gives it back. */
    public T take() {
        synchronized (idle) {
            T one = idle.pollFirst();
            if (one != null) {
                return one;
            }
        }
        return maker.get();
    }

    /** Takes one back. */
    public void give(T one) {
        synchronized (idle) {
            if (idle.size() < limit) {
                idle.addFirst(one);
            }
        }
    }
}
