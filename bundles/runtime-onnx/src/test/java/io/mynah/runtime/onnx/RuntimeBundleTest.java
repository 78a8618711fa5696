package io.mynah.runtime.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The packaged bundle in a real framework. A JVM loads ONNX Runtime once, so there is one test that does. */
class RuntimeBundleTest {
    @TempDir(cleanup = CleanupMode.NEVER) // the native library stays mapped until the JVM ends
    Path cache;

    private Framework framework;
    private Bundle runtime;

    @BeforeEach
    void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        framework.start();
        Path jar = Path.of(System.getProperty("bundle.jar"));
        runtime = framework.getBundleContext().installBundle("reference:" + jar.toUri());
        runtime.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void environment_firstUse_loadsNativesFromBundleCacheOnly() throws Exception {
        Object environment = environment();
        try (AutoCloseable session = (AutoCloseable) environment
                .getClass()
                .getMethod("createSession", String.class)
                .invoke(environment, hibari().toString())) {
            assertEquals(
                    Set.of("ids", "speed"),
                    session.getClass().getMethod("getInputNames").invoke(session));
        }

        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            List<String> mapped = Files.readAllLines(maps).stream()
                    .filter(line -> line.contains("libonnxruntime"))
                    .toList();
            assertTrue(mapped.size() > 1, "natives are loaded");
            assertTrue(mapped.stream().allMatch(line -> line.contains(cache.toString())), mapped::toString);
        }
    }

    @Test
    void manifest_headers_exportTheClassesAndNeedNothing() {
        var headers = runtime.getHeaders();
        assertTrue(headers.get(Constants.EXPORT_PACKAGE).startsWith("ai.onnxruntime;"));
        assertNull(runtime.getEntry("ai/onnxruntime/native/linux-x64/libonnxruntime.so"));
        for (String platform : List.of("linux-x64", "linux-aarch64")) {
            assertNotNull(runtime.getEntry("native/" + platform + "/libonnxruntime.so"), platform);
        }
    }

    private Object environment() throws Exception {
        return runtime.loadClass("ai.onnxruntime.OrtEnvironment")
                .getMethod("getEnvironment")
                .invoke(null);
    }

    private static Path hibari() {
        return Stream.of(System.getProperty("mynah.models").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "hibari", "hibari.onnx"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no voice: run models/fetch.py"));
    }
}
