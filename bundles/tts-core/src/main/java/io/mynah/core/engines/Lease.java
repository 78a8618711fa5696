package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import org.jspecify.annotations.Nullable;

/** An engine on loan, for one utterance; closing gives it back. Used by one thread, recalled by another. */
public final class Lease implements AutoCloseable {

    private final EngineRegistry registry;
    private final Entry entry;
    private final EngineInfo info;
    private @Nullable Runnable onRecall;
    private boolean recalled;

    Lease(EngineRegistry registry, Entry entry) {
        this.registry = registry;
        this.entry = entry;
        this.info = entry.info;
    }

    /** The engine; not to be called after the lease is closed. */
    public TtsEngine engine() {
        return entry.engine;
    }

    /** What the engine was when it was lent. */
    public EngineInfo info() {
        return info;
    }

    /** Sets what ends the utterance early if the engine must go; run at once if it must go already. */
    public void onRecall(Runnable action) {
        synchronized (this) {
            onRecall = action;
            if (!recalled) {
                return;
            }
        }
        action.run();
    }

    void recall() {
        Runnable action;
        synchronized (this) {
            recalled = true;
            action = onRecall;
        }
        if (action != null) {
            action.run();
        }
    }

    Entry entry() {
        return entry;
    }

    @Override
    public void close() {
        registry.giveBack(this);
    }
}
