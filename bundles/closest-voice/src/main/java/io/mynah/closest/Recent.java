package io.mynah.closest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is known of the clips that were asked for last, and not of more of them than a limit: whoever was not asked for
 * longest goes first (least recently used). Safe for use by several threads.
 */
final class Recent<V> {
    private final int most;
    private final Predicate<V> mayGo;
    private final Map<Subject, V> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param most at least 1
     * @param mayGo what may be dropped for something newer
     */
    Recent(int most, Predicate<V> mayGo) {
        this.most = most;
        this.mayGo = mayGo;
    }

    synchronized Optional<V> get(Subject subject) {
        return Optional.ofNullable(kept.get(subject));
    }

    /**
     * Keeps what is known, unless something is known already.
     *
     * @return what is kept; empty if there is no room, since nothing may go
     */
    synchronized Optional<V> keep(Subject subject, V fresh) {
        V other = kept.get(subject);
        if (other != null) {
            return Optional.of(other);
        }
        if (kept.size() >= most && !makeRoom()) {
            return Optional.empty();
        }
        kept.put(subject, fresh);
        return Optional.of(fresh);
    }

    private boolean makeRoom() {
        for (Iterator<V> oldest = kept.values().iterator(); oldest.hasNext(); ) {
            if (mayGo.test(oldest.next())) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }

    /** Forgets this very thing. */
    synchronized void remove(Subject subject, V known) {
        kept.remove(subject, known);
    }

    /**
     * Forgets a content, whoever spoke and listened.
     *
     * @return what was known of it
     */
    synchronized List<V> forget(String contentId) {
        List<V> forgotten = new ArrayList<>();
        kept.entrySet().removeIf(entry -> {
            boolean goes = entry.getKey().contentId().equals(contentId);
            if (goes) {
                forgotten.add(entry.getValue());
            }
            return goes;
        });
        return forgotten;
    }
}
