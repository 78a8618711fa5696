package io.mynah.keeper;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * A new version of a bundle, until it is known whether it does: it has to start, to offer what the version before it
 * offered, and its engines have to say a word. Used by one thread at a time.
 */
final class Trial {
    /** For whoever replaces bundles to start them, and for others to come that it needs. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Pattern MISSING = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");

    private final Bundle bundle;
    private final Set<String> expected;
    private final boolean last;
    private final Offers offers;
    private final Hearing hearing;
    private final Duration limit;
    private final long began = System.nanoTime();
    private final String version;
    private final Set<String> silent;

    /** How it stands. */
    sealed interface Verdict {
        /** It is to be looked at again. */
        record Pending() implements Verdict {}

        /** It does. */
        record Does() implements Verdict {}

        /** It does not, for a reason that is part of a sentence. */
        record Fails(String reason) implements Verdict {}

        /** Nobody wants it to run. */
        record Unwanted() implements Verdict {}
    }

    /**
     * Begins.
     *
     * @param expected what the version before it offered
     * @param last whether this is the old version that was put back: after it comes no other
     * @param limit from now on, for all of it
     */
    Trial(Bundle bundle, Set<String> expected, boolean last, Offers offers, Hearing hearing, Duration limit) {
        this.bundle = bundle;
        this.expected = Set.copyOf(expected);
        this.last = last;
        this.offers = offers;
        this.hearing = hearing;
        this.limit = limit;
        this.version = bundle.getVersion().toString();
        this.silent = Offers.engines(expected);
    }

    Bundle bundle() {
        return bundle;
    }

    Set<String> expected() {
        return expected;
    }

    String version() {
        return version;
    }

    boolean isLast() {
        return last;
    }

    /** Looks how it stands; has the bundle started where nobody else has. */
    Verdict look() {
        Duration age = Duration.ofNanos(System.nanoTime() - began);
        int state = bundle.getState();
        if ((state & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0) {
            return age.compareTo(SETTLING) < 0 ? new Verdict.Pending() : start();
        }
        if ((state & Bundle.UNINSTALLED) != 0) {
            return new Verdict.Unwanted();
        }
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(offers.of(bundle));
        boolean late = age.compareTo(limit) > 0;
        if (!missing.isEmpty() || state != Bundle.ACTIVE) {
            return !late ? new Verdict.Pending() : new Verdict.Fails(reason(missing, state));
        }
        return hear(late);
    }

    /** To learn why it does not start, which whoever tried before has not told us. */
    private Verdict start() {
        if (!bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            return new Verdict.Unwanted();
        }
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            return new Verdict.Pending();
        } catch (BundleException e) {
            return new Verdict.Fails(reason(e));
        } catch (IllegalStateException e) {
            return new Verdict.Pending(); // it is being replaced or uninstalled just now
        }
    }

    /** An engine that nobody can hear now, since the queue is full or it is stopped, is taken as it is at the end. */
    private Verdict hear(boolean late) {
        for (String engine : Set.copyOf(silent)) {
            switch (hearing.hear(engine)) {
                case SPEAKS -> silent.remove(engine);
                case FAILS -> {
                    return new Verdict.Fails("its engine " + engine + " cannot say a word");
                }
                case UNKNOWN -> {
                    if (!late) {
                        return new Verdict.Pending();
                    }
                }
            }
        }
        return new Verdict.Does();
    }

    private String reason(Set<String> missing, int state) {
        String time = " within " + limit.toSeconds() + " s";
        return state == Bundle.ACTIVE
                ? "it did not bring back " + String.join(", ", missing) + time
                : "it did not start" + time;
    }

    private static String reason(BundleException e) {
        if (e.getType() == BundleException.RESOLVE_ERROR) {
            Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
            return missing.find()
                    ? "nobody exports the package " + missing.group(1) + ", which it needs"
                    : "what it needs of other bundles is not there";
        }
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        return "it could not be started (" + cause.getClass().getSimpleName() + ")";
    }
}
