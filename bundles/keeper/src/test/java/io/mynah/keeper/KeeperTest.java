package io.mynah.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.admin.BundleFailure;
import io.mynah.api.engine.EngineInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The test stands where File Install does, and registers engines where activators would: in the name of their bundles. */
@Timeout(60)
final class KeeperTest {
    private static final String NAME = "com.example.engine";
    private static final String OFFER = "Test-Engine";

    @TempDir
    private Path home;

    private Path deploy;
    private Framework framework;
    private BundleContext context;
    private Keeper keeper;
    private volatile String mute = "none";

    @BeforeEach
    void open() throws Exception {
        deploy = Files.createDirectory(home.resolve("deploy"));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString(), "felix.log.level", "0"));
        framework.start();
        context = framework.getBundleContext();
        SynchronousBundleListener activators = event -> {
            Bundle bundle = event.getBundle();
            String id = bundle.getHeaders("").get(OFFER);
            if (event.getType() == BundleEvent.STARTED && id != null) {
                bundle.getBundleContext()
                        .registerService(
                                "io.mynah.api.engine.TtsEngine",
                                unused(),
                                FrameworkUtil.asDictionary(Map.of(EngineInfo.ID, id)));
            }
        };
        context.addBundleListener(activators);
        open(Duration.ofMillis(2_500));
    }

    private boolean isThere(String version) {
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle -> bundle.getVersion().toString().equals(version));
    }

    /** Nobody asks for it. */
    private static ServiceFactory<Object> unused() {
        return new ServiceFactory<>() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
                throw new AssertionError("the engine is asked for");
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
                // never given
            }
        };
    }

    private void open(Duration limit) {
        keeper = new Keeper(
                context,
                new Store(home.resolve("kept"), deploy),
                engine -> isThere(mute) ? Hearing.Result.FAILS : Hearing.Result.SPEAKS,
                limit);
    }

    @AfterEach
    void close() throws Exception {
        keeper.close();
        framework.stop();
        framework.waitForStop(20_000);
    }

    private Path jar(String version, String... more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", NAME);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        for (int i = 0; i < more.length; i += 2) {
            manifest.getMainAttributes().putValue(more[i], more[i + 1]);
        }
        Path file = home.resolve(version + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("folder/content.txt"));
            jar.write(version.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** As File Install does it, when a file comes. */
    private Bundle install(Path jar, String name) throws Exception {
        Path place = Files.copy(jar, deploy.resolve(name));
        Bundle bundle = context.installBundle(place.toUri().toString());
        start(bundle);
        return bundle;
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            assertEquals(BundleException.class, e.getClass(), "File Install logs it and goes on");
        }
    }

    /** As File Install does it, when it sees that a file has changed. */
    private static void poll(Bundle bundle, Path place) throws Exception {
        bundle.stop(Bundle.STOP_TRANSIENT);
        try (InputStream in = Files.newInputStream(place)) {
            bundle.update(in);
        }
        start(bundle);
    }

    private Bundle good() throws Exception {
        Bundle bundle = install(jar("1.0.0", OFFER, "tone"), "engine.jar");
        until(() -> Files.exists(home.resolve("kept/" + NAME + ".jar")));
        return bundle;
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            assertFalse(Thread.currentThread().isInterrupted(), "the test timed out");
            Thread.onSpinWait();
        }
    }

    private String replaceBy(Path broken) throws Exception {
        Bundle bundle = good();
        Path place = deploy.resolve("engine.jar");
        byte[] old = Files.readAllBytes(place);
        Files.copy(broken, place, StandardCopyOption.REPLACE_EXISTING);
        poll(bundle, place);
        until(() -> keeper.failures().size() == 1 && Files.mismatch(place, broken) >= 0);
        until(() -> Arrays.equals(old, Files.readAllBytes(place)));
        assertEquals(-1, Files.mismatch(broken, deploy.resolve("engine.jar.rejected")));
        poll(bundle, place);
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals("1.0.0", bundle.getVersion().toString());
        BundleFailure failure = keeper.failures().get(0);
        assertEquals("2.0.0", failure.version());
        assertEquals("1.0.0", failure.running());
        return failure.reason();
    }

    @Test
    void newVersion_missingImport_oldJarIsPutBackAndThePackageNamed() throws Exception {
        String reason = replaceBy(jar("2.0.0", OFFER, "tone", "Import-Package", "org.example.missing"));
        assertEquals("nobody exports the package org.example.missing, which it needs", reason);
    }

    @Test
    void newVersion_activatorFails_oldJarIsPutBack() throws Exception {
        String reason = replaceBy(jar("2.0.0", OFFER, "tone", "Bundle-Activator", "org.example.Gone"));
        assertTrue(reason.startsWith("it could not be started"), reason);
    }

    @Test
    void newVersion_withoutTheEngine_oldJarIsPutBack() throws Exception {
        assertEquals("it did not bring back TtsEngine, engine tone within 2 s", replaceBy(jar("2.0.0")));
    }

    @Test
    void newVersion_anotherEngine_oldJarIsPutBack() throws Exception {
        assertEquals("it did not bring back engine tone within 2 s", replaceBy(jar("2.0.0", OFFER, "other")));
    }

    @Test
    void newVersion_engineCannotSpeak_oldJarIsPutBack() throws Exception {
        mute = "2.0.0";
        assertEquals("its engine tone cannot say a word", replaceBy(jar("2.0.0", OFFER, "tone")));
    }

    @Test
    void newVersion_thatDoes_staysAndIsKept() throws Exception {
        Bundle bundle = good();
        Path place = deploy.resolve("engine.jar");
        Path next = jar("2.0.0", OFFER, "tone");
        Files.copy(next, place, StandardCopyOption.REPLACE_EXISTING);
        poll(bundle, place);
        until(() -> Files.mismatch(next, home.resolve("kept/" + NAME + ".jar")) < 0);
        assertEquals(List.of(), keeper.failures());
        assertEquals(-1, Files.mismatch(next, place));
    }

    @Test
    void versionThatDoes_afterOneThatDidNot_clearsTheFailure() throws Exception {
        replaceBy(jar("2.0.0", "Import-Package", "org.example.missing"));
        Path place = deploy.resolve("engine.jar");
        Files.copy(jar("3.0.0", OFFER, "tone"), place, StandardCopyOption.REPLACE_EXISTING);
        poll(context.getBundle(place.toUri().toString()), place);
        until(() -> keeper.failures().isEmpty());
    }

    @Test
    void oldJarTakenAway_otherVersionUnderAnotherNameFails_oldOneComesBack() throws Exception {
        Bundle old = good();
        byte[] content = Files.readAllBytes(deploy.resolve("engine.jar"));
        Files.delete(deploy.resolve("engine.jar"));
        old.uninstall();
        Bundle next = install(jar("2.0.0", "Import-Package", "org.example.missing"), "engine-2.jar");
        until(() -> Files.exists(deploy.resolve("engine.jar")));
        assertTrue(Files.exists(deploy.resolve("engine-2.jar.rejected")));
        assertTrue(Arrays.equals(content, Files.readAllBytes(deploy.resolve("engine.jar"))));
        next.uninstall();
        assertEquals(1, keeper.failures().size());
    }

    @Test
    void updateByTheConsole_thatFails_isUndoneInTheFrameworkAlone() throws Exception {
        Bundle bundle = good();
        Path place = deploy.resolve("engine.jar");
        byte[] old = Files.readAllBytes(place);
        Path broken = jar("2.0.0", "Import-Package", "org.example.missing");
        updateByTheConsole(bundle, broken);
        until(() -> bundle.getVersion().toString().equals("1.0.0") && bundle.getState() == Bundle.ACTIVE);
        assertTrue(Arrays.equals(old, Files.readAllBytes(place)));
        try (Stream<Path> files = Files.list(deploy)) {
            assertEquals(List.of(place), files.toList());
        }
    }

    @Test
    void updateByTheConsole_afterAnotherThatDid_goesBackToThat() throws Exception {
        Bundle bundle = good();
        Path kept = home.resolve("kept/" + NAME + ".jar");
        byte[] first = Files.readAllBytes(kept);
        updateByTheConsole(bundle, jar("2.0.0", OFFER, "tone"));
        until(() -> !Arrays.equals(first, Files.readAllBytes(kept)));
        updateByTheConsole(bundle, jar("3.0.0", "Import-Package", "org.example.missing"));
        until(() -> bundle.getVersion().toString().equals("2.0.0") && bundle.getState() == Bundle.ACTIVE);
        try (InputStream content = bundle.getEntry("folder/content.txt").openStream()) {
            assertEquals("2.0.0", new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void bundleThatAPersonStopped_isReplaced_staysStopped() throws Exception {
        Bundle bundle = good();
        bundle.stop();
        try (InputStream in = Files.newInputStream(jar("2.0.0", "Import-Package", "org.example.missing"))) {
            bundle.update(in);
        }
        Bundle other = install(jar("2.0.1"), "other.jar"); // whose start has the keeper's thread go round
        other.uninstall();
        assertEquals(List.of(), keeper.failures());
        assertEquals(Bundle.INSTALLED, bundle.getState());
    }

    private static void updateByTheConsole(Bundle bundle, Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        } catch (BundleException e) {
            assertEquals(BundleException.RESOLVE_ERROR, e.getType(), "the console shows it");
        }
    }
}
