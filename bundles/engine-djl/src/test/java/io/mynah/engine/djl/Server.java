package io.mynah.engine.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.TtsEngine;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.testkit.FixedFrontEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** Both runtimes and both engines in a real framework, as in the server. The API's classes come from the test's class path. */
final class Server {
    private static final String SHARED = String.join(
            ",",
            "io.mynah.api.engine;version=1.99.0",
            "io.mynah.api.model;version=1.99.0",
            "io.mynah.api.text;version=1.99.0",
            "io.mynah.api.voice;version=1.99.0",
            "org.slf4j;version=2.0.20");

    private final Framework framework;
    private final Bundle understudy;

    private Server(Framework framework, Bundle understudy) {
        this.framework = framework;
        this.understudy = understudy;
    }

    static Server start(Path cache) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        ModelFolders.PROPERTY,
                        property(ModelFolders.PROPERTY)));
        framework.start();
        framework
                .getBundleContext()
                .registerService(
                        TextFrontEnd.class,
                        new FixedFrontEnd(),
                        FrameworkUtil.asDictionary(Map.of(TextFrontEnd.LANGUAGES, new String[] {"en-US"})));
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(property("test.bundles")))) {
            for (Path jar : jars.sorted().toList()) {
                bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        Bundle understudy = framework.getBundleContext().installBundle("understudy", jar(0));
        understudy.start();
        return new Server(framework, understudy);
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    Bundle understudy() {
        return understudy;
    }

    Bundle bundle(String name) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** The engine of an id, after it has come. */
    TtsEngine engine(String id) throws Exception {
        ServiceTracker<TtsEngine, TtsEngine> tracker = new ServiceTracker<>(
                framework.getBundleContext(),
                FrameworkUtil.createFilter(
                        "(&(objectClass=" + TtsEngine.class.getName() + ")(mynah.engine.id=" + id + "))"),
                null);
        tracker.open();
        try {
            return Objects.requireNonNull(tracker.waitForService(60_000), id);
        } finally {
            tracker.close();
        }
    }

    /** Whether an engine of an id is there now. */
    boolean has(String id) throws Exception {
        return !framework
                .getBundleContext()
                .getServiceReferences(TtsEngine.class, "(mynah.engine.id=" + id + ")")
                .isEmpty();
    }

    /** Puts another version in the understudy's place and has the framework forget the old one. */
    void replaceUnderstudy(int version) throws Exception {
        understudy.update(jar(version));
        refresh();
        assertTrue(understudy.getVersion().toString().endsWith("." + version), understudy::toString);
    }

    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        assertTrue(refreshed.await(30, TimeUnit.SECONDS), "the framework has resolved it anew");
    }

    /** The packaged bundle with another version number. */
    private static InputStream jar(int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile from = new JarFile(property("test.bundle"))) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, "1.0." + version);
            try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : Collections.list(from.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        to.putNextEntry(new JarEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(to);
                    }
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }
}
