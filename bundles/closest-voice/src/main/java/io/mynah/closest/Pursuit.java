package io.mynah.closest;

import io.mynah.api.engine.Voice;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clip whose closest voice is wanted: what is known of it, and what was found by now. Safe for use by several threads. */
final class Pursuit {
    private final String key;
    private final Voice.Clip clip;
    private final boolean[] usable;
    private final double[] target;
    private final double[] heldOut;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Finding finding;

    /**
     * @param key of its page in the {@link Notebook}
     * @param clip under the name by which it was asked for first
     * @param usable which voices may have a share
     * @param target speaker vector of the part of the clip that the search uses
     * @param heldOut speaker vector of the other part, by which it is judged
     */
    Pursuit(String key, Voice.Clip clip, boolean[] usable, double[] target, double[] heldOut, Finding first) {
        this.key = key;
        this.clip = clip;
        this.usable = usable;
        this.target = target;
        this.heldOut = heldOut;
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

    double[] target() {
        return target;
    }

    double[] heldOut() {
        return heldOut;
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
