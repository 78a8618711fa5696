package io.mynah.closest;

import io.mynah.api.engine.Voice;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clip whose closest voice is wanted: what is known of it, and what was found by now. Safe for use by several threads. */
final class Pursuit {
    private final String key;
    private final Voice.Clip clip;
    private final boolean[] usable;
    private final Speaker speaker;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Finding finding;

    /**
     * @param key of its page in the {@link Notebook}
     * @param clip under the name by which it was asked for first
     * @param usable which voices may have a share
     */
    Pursuit(String key, Voice.Clip clip, boolean[] usable, Speaker speaker, Finding first) {
        this.key = key;
        this.clip = clip;
        this.usable = usable;
        this.speaker = speaker;
        this.finding = first;
    }

    String key() {
        return key;
    }

    Voice.Clip clip() {
        return clip;
    }

    boolean[] usable() {
        return usable;
    }

    Speaker speaker() {
        return speaker;
    }

    Finding finding() {
        return finding;
    }

    void found(Finding better) {
        finding = better;
    }

    /** Whether a search may be begun, which is then under way. */
    boolean begin() {
        return !finding.searched() && underWay.compareAndSet(false, true);
    }

    /** The search is over, or was given up: it may be begun again. */
    void end() {
        underWay.set(false);
    }
}
