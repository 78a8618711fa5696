package io.mynah.engine.onnx.hibari;

import java.util.ArrayDeque;

/**
 * Keeps workbenches between utterances: as many as there are processors, since more utterances than that gain nothing
 * from running at once. Safe for use by several threads.
 */
final class WorkbenchPool {
    private final int limit = Runtime.getRuntime().availableProcessors();
    private final ArrayDeque<Workbench> idle = new ArrayDeque<>();

    /** One for the caller alone, until it gives it back. */
    Workbench take() {
        synchronized (idle) {
            Workbench one = idle.pollFirst();
            if (one != null) {
                return one;
            }
        }
        return new Workbench();
    }

    void give(Workbench one) {
        synchronized (idle) {
            if (idle.size() < limit) {
                idle.addFirst(one);
            }
        }
    }
}
