package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine on loan, for one utterance; closing gives it back. Used by one thread, recalled by another. */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final EngineRegistry registry;
    private final Entry entry;
    private final EngineInfo info;
    private @Nullable Runnable onRecall;
    private boolean recalled;
    private final boolean trial;
    private volatile boolean hanging;
    private boolean closed;

    /** @param trial whether it shows if the engine is to be trusted again */
    Lease(EngineRegistry registry, Entry entry, boolean trial) {
        this.registry = registry;
        this.entry = entry;
        this.info = entry.info;
        this.trial = trial;
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

    /** How long this utterance of so many characters may be silent before it counts as one that hangs. */
    public Duration patience(int characters) {
        return entry.pace.patience(characters);
    }

    /**
     * The utterance was spoken to its end.
     *
     * @param silence its longest, at the beginning or within
     */
    public void spoke(int characters, Duration silence) {
        entry.pace.add(characters, silence);
        entry.breaker.spoke();
    }

    /** The engine failed at the utterance. */
    public void failed() {
        tell(entry.breaker.failed());
    }

    /** The utterance does not come back; called once, from any thread. */
    public void hangs() {
        synchronized (this) {
            if (closed) {
                return; // it has just come back
            }
            hanging = true;
            tell(entry.breaker.hangs());
        }
        registry.oneHangs();
    }

    boolean isHanging() {
        return hanging;
    }

    private void tell(boolean opened) {
        if (opened) {
            LOG.warn("Engine {} is left alone: {}", info.id(), entry.breaker.trouble());
        }
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
        synchronized (this) {
            closed = true;
            if (hanging) {
                entry.breaker.returned();
            }
        }
        if (trial) {
            entry.breaker.endTrial();
        }
        registry.giveBack(this);
    }
}
