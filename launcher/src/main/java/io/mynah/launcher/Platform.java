package io.mynah.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The running OSGi framework. */
final class Platform {
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
        for (Bundle bundle : installOnly(jars, level)) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    /** Installs jars where they are; somebody else starts them. */
    List<Bundle> installOnly(Collection<Path> jars, int level) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            Bundle bundle = context().installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            bundles.add(bundle);
        }
        return bundles;
    }

    /** Starts bundles on a thread of its own, so that what they load does not hold up the rest of the start. */
    void startAside(Collection<Bundle> bundles) {
        Thread starter = new Thread(
                () -> {
                    for (Bundle bundle : bundles) {
                        try {
                            bundle.start(Bundle.START_ACTIVATION_POLICY);
                        } catch (BundleException e) {
                            failures.put(bundle, String.valueOf(e.getMessage()));
                        }
                    }
                },
                "deploy-start");
        starter.setDaemon(true);
        starter.start();
    }

    /** Brings the framework to a start level and waits until it is there. */
    void reach(int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        reached.await();
    }

    /** One line for every bundle that should run and does not. */
    List<String> notActive() {
        return Arrays.stream(context().getBundles())
                .filter(Platform::isMissing)
                .map(bundle -> bundle.getSymbolicName() + ": "
                        + failures.getOrDefault(bundle, "did not start")
                                .lines()
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    private static boolean isMissing(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        return bundle.getState() == Bundle.INSTALLED || (bundle.getState() == Bundle.RESOLVED && !fragment);
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

    /** Waits until there is a service of a type; whether it came. */
    boolean await(String type, long seconds) throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                arrived.countDown();
            }
        };
        try {
            context().addServiceListener(listener, "(objectClass=" + type + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        try {
            return context().getServiceReference(type) != null || arrived.await(seconds, TimeUnit.SECONDS);
        } finally {
            context().removeServiceListener(listener);
        }
    }

    /** Stops all bundles, the last started first. */
    void stop(long limitMillis) throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(limitMillis);
    }

    /** Waits until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
