package io.mynah.closest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A clip whose closest voice is wanted, the job of a search: what is known of it, and what was found by now. Safe for use by
 * several threads.
 */
final class Pursuit {
    private final Subject subject;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final boolean[] usable;
    private final Path wav;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Speaker speaker;
    private volatile Finding finding;
    private volatile boolean dropped;

    /**
     * @param subject what its page in the {@link Notebook} is about
     * @param wav to be listened to again
     * @param usable which voices may have a share
     */
    Pursuit(Subject subject, Path wav, boolean[] usable, Speaker speaker, Finding first) {
        this.subject = subject;
        this.wav = wav;
        this.usable = usable;
        this.speaker = speaker;
        this.finding = first;
    }

    Subject subject() {
        return subject;
    }

    /** A clip of this content is wanted under this name, too. */
    void wantedAs(String name) {
        names.add(name);
    }

    /** Nobody wants it any more: its content was deleted or replaced. */
    void drop() {
        dropped = true;
    }

    /** A name under which the content was asked for and is still there. */
    Optional<String> name(Surroundings surroundings) {
        return names.stream()
                .filter(name -> !dropped && surroundings.has(name, subject.contentId()))
                .findFirst();
    }

    boolean[] usable() {
        return usable;
    }

    Path wav() {
        return wav;
    }

    Speaker speaker() {
        return speaker;
    }

    /** Who speaks was heard better. */
    void isOf(Speaker heard) {
        speaker = heard;
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

    /** Whether a search waits or runs. */
    boolean isUnderWay() {
        return underWay.get();
    }

    /** The search is over, or was given up: it may be begun again. */
    void end() {
        underWay.set(false);
    }
}
