package io.mynah.runtime.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.runtime.djl.user.Speaker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The packaged bundle in a real framework, beside a {@code runtime-onnx} that has loaded its natives before and is of another
 * version, as far as the system's linker can tell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeDjlBundleTest {
    private static final int UPDATES = 20;

    private static final List<URI> CONNECTIONS = Collections.synchronizedList(new ArrayList<>());

    private Path folder;

    private Framework framework;
    private Bundle runtime;
    private Bundle engine;
    private Path voice;

    @BeforeAll
    void startFramework(@TempDir(cleanup = CleanupMode.NEVER) Path temporary) throws Exception {
        folder = temporary; // which stays, as the native library is mapped until the JVM ends
        voice = voice();
        ProxySelector.setDefault(new Witness());
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.slf4j;version=2.0.0"));
        framework.start();
        Path neighbour = otherVersion(Path.of(System.getProperty("neighbour.jar")), folder.resolve("neighbour.jar"));
        Bundle other = framework.getBundleContext().installBundle("reference:" + neighbour.toUri());
        other.start();
        environment(other.loadClass("ai.onnxruntime.OrtEnvironment"));
        runtime = framework
                .getBundleContext()
                .installBundle(
                        "reference:" + Path.of(System.getProperty("bundle.jar")).toUri());
        runtime.start();
        engine = framework.getBundleContext().installBundle("engine", user(0));
        engine.start();
    }

    @AfterAll
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** Whoever is asked for a way out is told, and knows none. */
    private static final class Witness extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            CONNECTIONS.add(uri);
            throw new IllegalArgumentException("no way out");
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            CONNECTIONS.add(uri);
        }
    }

    @Test
    void run_besideAnotherVersion_computesAndAsksNobody() throws Exception {
        float[] pitch = speak();
        assertTrue(pitch.length > 10, "frames");
        assertArrayEquals(pitch, speak(), "the same each time");
        assertEquals(List.of(), CONNECTIONS);
        assertEquals(List.of(), left("ort-model"), "folders of DJL's");
    }

    /** What would happen without the name of its own; otherwise the test above would prove nothing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void asReleased_besideAnotherVersion_cannotBeLoaded() throws Exception {
        URL released = Path.of(System.getProperty("onnxruntime.jar")).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {released}, ClassLoader.getPlatformClassLoader())) {
            UnsatisfiedLinkError thrown = assertThrows(
                    UnsatisfiedLinkError.class, () -> environment(loader.loadClass("ai.onnxruntime.OrtEnvironment")));
            assertTrue(thrown.getMessage().contains("VERS_1.28.0' not found"), thrown::getMessage);
        }
    }

    @Test
    void onnx_noGraph_isSaidAndLeavesNothing() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no graph");
        UncheckedIOException thrown =
                assertThrows(UncheckedIOException.class, () -> speaker(broken).get());
        assertTrue(thrown.getMessage().contains("The network cannot be loaded"), thrown::getMessage);
        assertEquals(List.of(), left("ort-model"), "folders of DJL's");
    }

    @Test
    void update_bundleThatUsesIt_nativesStayAndOldClassesGo() throws Exception {
        float[] expected = speak();
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int version = 1; version <= UPDATES; version++) {
            old.add(new WeakReference<>(
                    engine.loadClass(Speaker.class.getName()).getClassLoader()));
            engine.update(user(version));
            refresh(engine);
            assertEquals("1.0." + version, engine.getVersion().toString());
            assertArrayEquals(expected, speak());
            assertEquals(Bundle.ACTIVE, runtime.getState());
        }
        assertTrue(isGone(old), "class loaders of earlier versions are kept");
        if (Files.exists(Path.of("/proc/self/maps"))) {
            assertEquals(2, mapped("libonnxruntime.so"), "its own and its neighbour's");
        }
    }

    private float[] speak() throws Exception {
        return speaker(voice).get();
    }

    @SuppressWarnings("unchecked")
    private Supplier<float[]> speaker(Path model) throws ReflectiveOperationException {
        return (Supplier<float[]>) engine.loadClass(Speaker.class.getName())
                .getConstructor(Path.class)
                .newInstance(model);
    }

    private static Object environment(Class<?> type) throws ReflectiveOperationException {
        return type.getMethod("getEnvironment").invoke(null);
    }

    private static boolean isGone(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        for (int i = 0; i < 50 && !loaders.stream().allMatch(loader -> loader.refersTo(null)); i++) {
            System.gc();
            Thread.sleep(20); // collecting has no event to wait for
        }
        return loaders.stream().allMatch(loader -> loader.refersTo(null));
    }

    private long mapped(String library) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(folder.resolve("cache").toString()) && line.endsWith(library))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }

    private List<Path> left(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertTrue(refreshed.await(30, TimeUnit.SECONDS), "the framework has resolved it anew");
    }

    private static Path voice() {
        return Stream.of(System.getProperty("mynah.models").split(File.pathSeparator))
                .map(models -> Path.of(models, "hibari", "hibari.onnx"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no voice: run models/fetch.py"));
    }

    /** The same bundle with other symbol versions in its natives, which is what tells versions apart when they are linked. */
    private static Path otherVersion(Path bundle, Path target) throws IOException {
        try (JarFile from = new JarFile(bundle.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(target), from.getManifest())) {
            for (JarEntry entry : Collections.list(from.entries())) {
                if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    continue;
                }
                byte[] content;
                try (InputStream in = from.getInputStream(entry)) {
                    content = in.readAllBytes();
                }
                if (entry.getName().startsWith("native/linux-")) {
                    content = new String(content, StandardCharsets.ISO_8859_1)
                            .replace("VERS_1.28.0", "VERS_1.27.0")
                            .getBytes(StandardCharsets.ISO_8859_1);
                }
                to.putNextEntry(new JarEntry(entry.getName()));
                to.write(content);
            }
        }
        return target;
    }

    /** An engine as a bundle. */
    private static InputStream user(int version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "engine");
        headers.putValue(Constants.BUNDLE_VERSION, "1.0." + version);
        headers.putValue(Constants.IMPORT_PACKAGE, Network.class.getPackageName());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = Speaker.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream content = Speaker.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            content.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
