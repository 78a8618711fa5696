package io.mynah.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The running OSGi framework. */
final class Platform {
    /** How the locations of bundles begin that {@link #install} installed, and no others. */
    static final String BY_REFERENCE = "reference:";

    private static final int STEP_MILLIS = 20;

    private final Framework framework;
    private final Map<Bundle, String> failures = new ConcurrentHashMap<>();

    private Platform(Framework framework) {
        this.framework = framework;
    }

    /** Starts the bare framework. */
    static Platform start(Map<String, String> properties, Path cache) throws BundleException {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Platform platform = new Platform(factory.newFramework(all));
        platform.framework.init();
        platform.framework.getBundleContext().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
                platform.failures.put(
                        event.getBundle(), String.valueOf(event.getThrowable().getMessage()));
            }
        });
        platform.framework.start();
        return platform;
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs jars where they are and marks them to be started when the framework reaches a level. */
    void install(Collection<Path> jars, int level) throws BundleException {
        // To move them there later would be a request for each, to a thread that runs beside this one.
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(level);
        for (Path jar : jars) {
            Bundle bundle = context().installBundle(BY_REFERENCE + jar.toUri());
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    /** As {@link #install}, of jars that a person put there: one that is no bundle is told and left out. */
    void installUsable(Collection<Path> jars, int level, Consumer<String> tell) throws BundleException {
        for (Path jar : jars) {
            Optional<String> fault = DeployedJar.fault(jar);
            if (fault.isPresent()) {
                tell.accept(jar + " " + fault.get() + "; it is left out");
                continue;
            }
            try {
                install(List.of(jar), level);
            } catch (BundleException e) {
                tell.accept(jar + " is no bundle that can be used (" + rootMessage(e) + "); it is left out");
            }
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /**
     * Brings the framework to a start level and waits until it is there.
     *
     * @return whether it came there; {@code false} if the framework was stopped meanwhile
     */
    boolean reach(int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        // A framework that is stopped forgets whom to tell.
        while (!reached.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!isRunning()) {
                return false;
            }
        }
        return true;
    }

    /**
     * One line for every bundle that should run and does not.
     *
     * @param patienceMillis how long to wait for those that File Install, on its thread, has installed and not yet started
     */
    List<String> notActive(long patienceMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (isRunning()
                && System.nanoTime() - end < 0
                && Arrays.stream(context().getBundles()).anyMatch(Platform::isMissing)) {
            Thread.sleep(STEP_MILLIS);
        }
        return Arrays.stream(context().getBundles())
                .filter(Platform::isMissing)
                .map(bundle -> bundle.getSymbolicName() + ": "
                        + failures.getOrDefault(bundle, "did not start; the log may say why")
                                .lines()
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    private static boolean isMissing(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        return bundle.getState() == Bundle.INSTALLED || (bundle.getState() == Bundle.RESOLVED && !fragment);
    }

    /** Lets the framework ask before it tells bundles of an event. */
    void hook(EventHook hook) {
        context().registerService(EventHook.class, hook, null);
    }

    /** Gives bundles a service under a type of the JDK. */
    <T> void publish(Class<T> type, T service, String property, Object value) {
        context().registerService(type, service, FrameworkUtil.asDictionary(Map.of(property, value)));
    }

    /** A service that a bundle gives under a type of the JDK. */
    <T> Optional<T> service(Class<T> type, String filter) {
        try {
            Collection<ServiceReference<T>> found = context().getServiceReferences(type, filter);
            return found.stream()
                    .sorted(Comparator.reverseOrder())
                    .map(context()::getService)
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A property of the first service of a type that need not be known here. */
    Optional<Object> serviceProperty(String type, String property) {
        return Optional.ofNullable(context().getServiceReference(type)).map(service -> service.getProperty(property));
    }

    /** Waits until there is a service of a type; whether it came before the time was over or the framework stopped. */
    boolean await(String type, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (isRunning() && System.nanoTime() - end < 0) {
            if (context().getServiceReference(type) != null) {
                return true;
            }
            Thread.sleep(STEP_MILLIS);
        }
        return false;
    }

    /** Whether nobody has begun to stop the framework. */
    boolean isRunning() {
        return framework.getState() == Bundle.ACTIVE;
    }

    /** Stops all bundles, the last started first, and waits for that, at most for so long. */
    void stop(long limitMillis) throws BundleException, InterruptedException {
        framework.stop();
        if (framework.waitForStop(limitMillis).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            throw new IllegalStateException("bundles did not stop within " + limitMillis + " ms");
        }
    }

    /** Waits until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
