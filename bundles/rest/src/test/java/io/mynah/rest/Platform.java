package io.mynah.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Felix with HTTP, Jersey and the bundle under test, on a free port. The API's classes come from the test's class path. */
final class Platform implements AutoCloseable {
    private static final String SHARED = String.join(
            ",",
            "io.mynah.api.admin;version=1.0.0",
            "io.mynah.api.engine;version=1.1.0",
            "io.mynah.api.model;version=1.2.0",
            "io.mynah.api.speech;version=1.0.0",
            "io.mynah.api.text;version=1.0.0",
            "io.mynah.api.voice;version=1.0.0",
            "org.apache.felix.hc.api;version=2.0.0",
            "org.jspecify.annotations;version=1.0.0",
            "org.osgi.service.cm;version=1.6.1",
            "org.slf4j;version=2.0.20",
            "org.slf4j.event;version=2.0.20",
            "org.slf4j.helpers;version=2.0.20",
            "org.slf4j.spi;version=2.0.20");

    private final Framework framework;
    private int port;
    private final Bundle rest;

    private Platform(Framework framework, int port, Bundle rest) {
        this.framework = framework;
        this.port = port;
        this.rest = rest;
    }

    /** Starts with further framework properties; the bundle under test is not started. */
    static Platform launch(Path cache, Map<String, String> properties) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                Constants.FRAMEWORK_STORAGE,
                cache.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SHARED,
                "org.osgi.service.http.port",
                "0", // one that is free, and stays so
                "org.apache.felix.http.host",
                "127.0.0.1"));
        all.putAll(properties);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(all);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(property("test.bundles")))) {
            for (Path jar : jars.sorted().toList()) {
                bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        Bundle rest = framework
                .getBundleContext()
                .installBundle("reference:" + Path.of(property("test.bundle")).toUri());
        return new Platform(framework, port(framework.getBundleContext()), rest);
    }

    /** The port that the HTTP server has taken. */
    private static int port(BundleContext context) throws Exception {
        List<Integer> found = new ArrayList<>();
        await(() -> {
            ServiceReference<?>[] http =
                    context.getAllServiceReferences("org.osgi.service.servlet.runtime.HttpServiceRuntime", null);
            Object endpoint = http == null ? null : http[0].getProperty("osgi.http.endpoint");
            String[] uris = endpoint instanceof String[] many ? many : new String[0];
            Stream.of(uris).map(uri -> URI.create(uri).getPort()).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    /** Stops and starts the HTTP server, which then has another port. */
    void restartHttp() throws Exception {
        Bundle http = Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.apache.felix.http.jetty"))
                .findFirst()
                .orElseThrow();
        http.stop();
        http.start();
        port = port(framework.getBundleContext());
    }

    Bundle rest() {
        return rest;
    }

    Framework framework() {
        return framework;
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return framework.getBundleContext().registerService(type, service, null);
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service, String property, String value) {
        return framework
                .getBundleContext()
                .registerService(type, service, FrameworkUtil.asDictionary(Map.of(property, value)));
    }

    /** Starts the bundle under test with the configuration that it needs. */
    void start(Map<String, Object> properties) throws Exception {
        update(properties);
        rest.start();
        await(() -> !api().isEmpty());
    }

    /** Sets the configuration of the bundle under test and waits until it has been taken up. */
    void configure(Map<String, Object> properties) throws Exception {
        List<ServiceReference<?>> before = api();
        update(properties);
        await(() -> !api().isEmpty() && !api().equals(before));
    }

    /** The same for a configuration that has to be refused. */
    void misconfigure(Map<String, Object> properties) throws Exception {
        update(properties);
        await(() -> api().isEmpty());
    }

    /** Takes the configuration away, which the API cannot do without. */
    void unconfigure() throws Exception {
        misconfigure(Map.of());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come");
            }
            Thread.onSpinWait();
        }
    }

    private void update(Map<String, Object> properties) throws IOException {
        BundleContext context = framework.getBundleContext();
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        Configuration configuration = context.getService(reference).getConfiguration(rest.getSymbolicName(), "?");
        if (properties.isEmpty()) {
            configuration.delete();
        } else {
            configuration.update(FrameworkUtil.asDictionary(properties));
        }
        context.ungetService(reference);
    }

    /** The servlet with the API; empty if it does not run. */
    private List<ServiceReference<?>> api() throws InvalidSyntaxException {
        ServiceReference<?>[] found = framework
                .getBundleContext()
                .getAllServiceReferences("jakarta.servlet.Servlet", "(osgi.http.whiteboard.servlet.name=mynah-rest)");
        return found == null ? List.of() : List.of(found);
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
