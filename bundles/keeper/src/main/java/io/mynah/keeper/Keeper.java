package io.mynah.keeper;

import io.mynah.api.admin.BundleFailure;
import io.mynah.keeper.Trial.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what becomes of Mynah's bundles and of those in {@code deploy/}. Where a new version does not do, the last one that
 * did is put back. Everything is by symbolic name. Events come by the threads of those who replace bundles and are only noted;
 * the rest is done by one thread.
 */
final class Keeper implements SynchronousBundleListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private static final String OURS = "io.mynah.";
    private static final long STEP_MILLIS = 100;
    /** For a person, or whoever watches the folder, to put a version under another name after taking one away. */
    private static final Duration ABSENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Store store;
    private final Offers offers;
    private final Hearing hearing;
    private final Duration limit;
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();
    /** What the bundles offered that have been taken away. */
    private final Map<String, Set<String>> departed = new ConcurrentHashMap<>();

    private final Map<String, Return> returns = new ConcurrentHashMap<>();
    private final Map<String, BundleFailure> failures = new ConcurrentHashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "mynah-keeper");
        made.setDaemon(true);
        return made;
    });

    /**
     * A version that is on its way back.
     *
     * @param file in {@code deploy/}, if it comes from there
     * @param expected what it offered
     */
    private record Return(Optional<Stamp> file, Set<String> expected) {}

    /** @param limit how long a new version may take until it does */
    Keeper(BundleContext context, Store store, Hearing hearing, Duration limit) {
        this.context = context;
        this.store = store;
        this.hearing = hearing;
        this.limit = limit;
        this.offers = Offers.of(context);
        context.addBundleListener(this);
        Arrays.stream(context.getBundles())
                .filter(this::isWatched)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .forEach(bundle -> soon(() -> keep(bundle)));
    }

    /** What did not do, by names. */
    List<BundleFailure> failures() {
        return List.copyOf(new TreeMap<>(failures).values());
    }

    private boolean isWatched(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name != null
                && !bundle.equals(context.getBundle())
                && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null
                && (name.startsWith(OURS) || Store.isDroppedIn(bundle));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            if (event.getType() == BundleEvent.STOPPING) {
                close();
            }
            return;
        }
        if (!isWatched(bundle)) {
            return;
        }
        String name = bundle.getSymbolicName();
        switch (event.getType()) {
            case BundleEvent.UPDATED -> {
                Set<String> before = offers.take(bundle);
                // Who stopped a bundle does not want it started.
                if (bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
                    replaced(name, bundle, before);
                }
            }
            case BundleEvent.INSTALLED -> {
                Set<String> before = departed.remove(name);
                if (before != null) {
                    replaced(name, bundle, before);
                }
            }
            case BundleEvent.STARTED -> {
                if (!trials.containsKey(name)) {
                    soon(() -> keep(bundle));
                }
            }
            case BundleEvent.UNINSTALLED -> takenAway(name, bundle);
            default -> {}
        }
    }

    private void replaced(String name, Bundle bundle, Set<String> offered) {
        if (store.of(name).isEmpty()) {
            return; // there is nothing to go back to
        }
        Set<String> expected = new HashSet<>(offered);
        Optional.ofNullable(trials.get(name)).ifPresent(earlier -> expected.addAll(earlier.expected()));
        Optional<Return> back = Optional.ofNullable(returns.remove(name));
        back.ifPresent(returning -> expected.addAll(returning.expected()));
        Optional<Stamp> file = store.place(bundle).flatMap(Stamp::of);
        boolean last = back.isPresent() && back.get().file().equals(file);
        Trial trial = new Trial(bundle, expected, last, offers, hearing, limit);
        trials.put(name, trial);
        soon(() -> look(name, trial));
    }

    private void takenAway(String name, Bundle bundle) {
        Set<String> offered = new HashSet<>(offers.take(bundle));
        Trial trial = trials.get(name);
        if (trial != null && !trial.bundle().equals(bundle)) {
            return; // the other version of two
        }
        if (trial != null) {
            trials.remove(name, trial);
            offered.addAll(trial.expected());
        }
        departed.put(name, offered);
        later(ABSENCE, () -> {
            if (departed.remove(name, offered)) {
                forget(name);
            }
        });
    }

    private void look(String name, Trial trial) {
        if (trials.get(name) != trial) {
            return; // it has been replaced by another, or taken away
        }
        Verdict verdict = trial.look();
        if (verdict instanceof Verdict.Pending) {
            later(Duration.ofMillis(STEP_MILLIS), () -> look(name, trial));
        } else if (trials.remove(name, trial)) {
            if (verdict instanceof Verdict.Fails fails) {
                goBack(name, trial, fails.reason());
            } else if (verdict instanceof Verdict.Does) {
                succeeded(name, trial);
            }
        }
    }

    private void succeeded(String name, Trial trial) {
        keep(trial.bundle());
        if (trial.isLast()) {
            LOG.info("Bundle {} {} is back", name, trial.version());
        } else {
            failures.remove(name);
        }
    }

    private void goBack(String name, Trial trial, String reason) {
        if (trial.isLast()) {
            LOG.error("Bundle {} {} is back, but {}", name, trial.version(), reason);
            stays(name);
            return;
        }
        Kept good = store.of(name).orElseThrow();
        BundleFailure failure = new BundleFailure(name, trial.version(), reason, good.version(), Instant.now());
        failures.put(name, failure);
        LOG.warn("{}", failure.message());
        Bundle bundle = trial.bundle();
        try {
            if (store.cameAsFile(bundle, good)) {
                Path staged = store.stage(good);
                returns.put(name, new Return(Stamp.of(staged), trial.expected()));
                store.exchange(bundle, good, staged);
            } else {
                Optional<Stamp> file = store.place(bundle).flatMap(Stamp::of);
                returns.put(name, new Return(file, trial.expected()));
                Store.update(bundle, good);
                startAgain(bundle);
            }
        } catch (IOException | BundleException | IllegalStateException e) {
            LOG.error("Bundle {} {} could not be put back", name, good.version(), e);
            stays(name);
        }
    }

    /** The version that did not do is all there is. */
    private void stays(String name) {
        returns.remove(name);
        failures.computeIfPresent(
                name, (key, failure) -> new BundleFailure(name, failure.version(), failure.reason(), "", failure.at()));
    }

    private void startAgain(Bundle bundle) throws BundleException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (wiring.getRemovalPendingBundles().contains(bundle)) {
            wiring.refreshBundles(List.of(bundle)); // others use packages of the version that did not do
        }
        bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    }

    private void keep(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE) {
            return;
        }
        try {
            store.keep(bundle);
        } catch (IOException | IllegalStateException e) {
            LOG.warn(
                    "Bundle {} cannot be kept, for a version that does not do: {}",
                    bundle.getSymbolicName(),
                    e.toString());
        }
    }

    /** Of a bundle that nobody put another version of in its place. */
    private void forget(String name) {
        if (Arrays.stream(context.getBundles()).anyMatch(bundle -> name.equals(bundle.getSymbolicName()))) {
            return;
        }
        failures.remove(name);
        returns.remove(name);
        try {
            store.forget(name);
        } catch (IOException e) {
            LOG.warn("The kept jar of {} cannot be deleted: {}", name, e.toString());
        }
    }

    private void soon(Runnable task) {
        later(Duration.ZERO, task);
    }

    private void later(Duration delay, Runnable task) {
        try {
            Future<?> unused = thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping", e);
        }
    }

    /** What a task throws would be kept in a future that nobody reads. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Unexpected failure; a bundle may not be put back", e);
        }
    }

    /** Puts nothing back any more. */
    @Override
    public void close() {
        context.removeBundleListener(this);
        thread.shutdownNow();
    }
}
