package io.mynah.runtime.tokenizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.runtime.tokenizers.user.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** The packaged bundle in a real framework, with another one that uses it. */
class TokenizersBundleTest {
    private static final int UPDATES = 5;

    @TempDir(cleanup = CleanupMode.NEVER) // the native library stays mapped until the JVM ends
    private Path folder;

    private Framework framework;
    private Bundle tokenizers;

    @BeforeEach
    void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        // DJL's class that nobody calls has a logger.
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.slf4j;version=2.0.0"));
        framework.start();
        Path jar = Path.of(System.getProperty("bundle.jar"));
        tokenizers = framework.getBundleContext().installBundle("reference:" + jar.toUri());
        tokenizers.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** A JVM loads a native library for one class loader only: that of this bundle, not that of the engine. */
    @Test
    void update_bundleThatUsesIt_libraryStays() throws Exception {
        Path words = Files.writeString(folder.resolve("tokenizer.json"), TokenizerTest.WORDS);
        Bundle engine = framework.getBundleContext().installBundle("engine", user(0));
        engine.start();
        Class<?> tokenizer = tokenizers.loadClass(Tokenizer.class.getName());
        Class<?> before = null;
        for (int version = 1; version <= UPDATES; version++) {
            Class<?> now = engine.loadClass(Engine.class.getName());
            assertNotSame(before, now, "the engine is another one");
            assertSame(tokenizer, engine.loadClass(Tokenizer.class.getName()));
            assertArrayEquals(new long[] {2, 1, 0, 7}, ids(now, words));
            before = now;
            engine.update(user(version));
            refresh(engine);
            assertEquals("1.0." + version, engine.getVersion().toString());
            assertEquals(Bundle.ACTIVE, engine.getState());
            assertEquals(Bundle.ACTIVE, tokenizers.getState());
        }
        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            List<String> mapped = Files.readAllLines(maps).stream()
                    .filter(line -> line.contains("libtokenizers") && line.contains(folder.toString()))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
            assertEquals(1, mapped.size(), mapped::toString);
        }
    }

    private static long[] ids(Class<?> engine, Path json) throws ReflectiveOperationException {
        Supplier<?> made = (Supplier<?>) engine.getConstructor(Path.class).newInstance(json);
        return (long[]) made.get();
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertTrue(refreshed.await(30, TimeUnit.SECONDS), "the framework has resolved it anew");
    }

    /** The engine as a bundle. */
    private static InputStream user(int version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "engine");
        headers.putValue(Constants.BUNDLE_VERSION, "1.0." + version);
        headers.putValue(Constants.IMPORT_PACKAGE, Tokenizer.class.getPackageName());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = Engine.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream content = Engine.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            content.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
