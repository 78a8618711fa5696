package io.mynah.admin;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.BundleFailure;
import io.mynah.api.admin.BundleFailures;
import io.mynah.api.admin.BundleStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of this framework that are Mynah's, or were dropped in. They are replaced one after the other. */
@Component(service = BundleAdmin.class)
public final class BundleAdministration implements BundleAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(BundleAdministration.class);

    private static final String OURS = "io.mynah.";
    /** An engine drains for half of it at the most. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Outcome RUNNING = new Outcome(true, "");

    private final BundleContext context;
    private final Path deploy;
    private final Duration patience;
    /** By symbolic name. */
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    /** Knows what became of versions that did start, and of those that nobody here put in place. */
    private final AtomicReference<@Nullable BundleFailures> failures = new AtomicReference<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "mynah-swap");
        made.setDaemon(true);
        return made;
    });

    /** How the last swap of a bundle went, or that it goes on. */
    private record Outcome(boolean running, String problem) {}

    @Activate
    public BundleAdministration(BundleContext context) {
        this(context, Path.of(String.valueOf(context.getProperty("mynah.home")), "deploy"), PATIENCE);
    }

    BundleAdministration(BundleContext context, Path deploy, Duration patience) {
        this.context = context;
        this.deploy = deploy;
        this.patience = patience;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFailures(BundleFailures service) {
        failures.set(service);
    }

    void unbindFailures(BundleFailures service) {
        failures.compareAndSet(service, null);
    }

    @Override
    public List<BundleStatus> bundles() {
        return ours().map(this::describe)
                .sorted(Comparator.comparing(BundleStatus::name))
                .toList();
    }

    private Stream<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null)
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS)
                        || Swap.within(deploy, bundle).isPresent());
    }

    @Override
    public BundleStatus swap(Path file) throws AdminException, IOException {
        NewJar jar = NewJar.of(file);
        Bundle bundle = ours().filter(candidate -> candidate.getSymbolicName().equals(jar.name()))
                .findFirst()
                .orElseThrow(() -> new AdminException.Unknown(
                        "there is no bundle '" + jar.name() + "' to be replaced; a new one is put into deploy/"));
        Outcome before = outcomes.put(jar.name(), RUNNING);
        if (before != null && before.running()) {
            throw new AdminException.Busy(jar.name() + " is just being replaced");
        }
        Swap swap;
        try {
            swap = Swap.prepare(context, bundle, deploy, file, patience);
        } catch (IOException e) {
            outcomes.remove(jar.name());
            throw e;
        }
        LOG.info("Bundle {} {} is to be replaced, as an administrator asked for", jar.name(), bundle.getVersion());
        thread.execute(() -> perform(jar.name(), swap));
        return describe(bundle);
    }

    private void perform(String name, Swap swap) {
        String problem;
        try {
            problem = swap.perform();
        } catch (IOException e) {
            problem = "its jar could not be put in place: " + e.getClass().getSimpleName();
            LOG.error("{} was not replaced", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "the server is stopping";
        } catch (RuntimeException e) {
            problem = "unexpected failure: " + e.getClass().getSimpleName();
            LOG.error("{} was not replaced", name, e);
        }
        outcomes.put(name, new Outcome(false, problem));
        if (problem.isEmpty()) {
            LOG.info("Bundle {} has been replaced", name);
        } else {
            LOG.warn("Bundle {} was not replaced: {}", name, problem);
        }
    }

    private BundleStatus describe(Bundle bundle) {
        Outcome outcome = outcomes.getOrDefault(bundle.getSymbolicName(), new Outcome(false, ""));
        return new BundleStatus(
                bundle.getSymbolicName(),
                bundle.getVersion().toString(),
                Swap.isAttached(bundle) ? "attached" : state(bundle.getState()),
                Instant.ofEpochMilli(bundle.getLastModified()),
                Swap.within(deploy, bundle).isPresent(),
                outcome.running(),
                outcome.problem().isEmpty() ? failure(bundle) : outcome.problem());
    }

    private String failure(Bundle bundle) {
        BundleFailures service = failures.get();
        return service == null
                ? ""
                : service.failures().stream()
                        .filter(failure -> failure.name().equals(bundle.getSymbolicName()))
                        .map(BundleFailure::message)
                        .findFirst()
                        .orElse("");
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }

    /** Lets a swap that is under way go on: it may be of this very bundle. */
    @Deactivate
    public void stop() {
        thread.shutdown();
    }
}
