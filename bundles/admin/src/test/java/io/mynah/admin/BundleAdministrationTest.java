package io.mynah.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.BundleStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
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
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

@Timeout(60)
final class BundleAdministrationTest {
    private static final String NAME = "io.mynah.example";

    @TempDir
    private Path home;

    private Path deploy;
    private Framework framework;
    private BundleContext context;
    private BundleAdministration admin;

    @BeforeEach
    void open() throws Exception {
        deploy = Files.createDirectory(home.resolve("deploy"));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString()));
        framework.start();
        context = framework.getBundleContext();
        admin = new BundleAdministration(context, deploy, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws Exception {
        admin.stop();
        framework.stop();
        framework.waitForStop(20_000);
    }

    private Path jar(String name, String version, String... more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name + ";singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        for (int i = 0; i < more.length; i += 2) {
            manifest.getMainAttributes().putValue(more[i], more[i + 1]);
        }
        Path file = home.resolve(name + "-" + version + ".jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    private Bundle install(Path jar) throws Exception {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    private BundleStatus awaitEnd() {
        while (admin.bundles().get(0).swapping()) {
            assertFalse(Thread.currentThread().isInterrupted(), "the test timed out");
            Thread.onSpinWait();
        }
        return admin.bundles().get(0);
    }

    @Test
    void bundles_strangersAmongThem_areOursAndThoseDroppedIn() throws Exception {
        install(jar("com.example.stranger", "1.0.0"));
        install(jar(NAME, "1.2.3"));
        install(Files.copy(jar("com.example.engine", "2.0.0"), deploy.resolve("engine.jar")));
        List<BundleStatus> bundles = admin.bundles();
        assertEquals(
                List.of("com.example.engine", NAME),
                bundles.stream().map(BundleStatus::name).toList());
        assertTrue(bundles.get(0).deployed());
        assertFalse(bundles.get(1).deployed());
        assertEquals("1.2.3", bundles.get(1).version());
        assertEquals("active", bundles.get(1).state());
    }

    @Test
    void bundles_fragmentAndOneThatIsStopped_areToldApart() throws Exception {
        context.installBundle(
                jar("io.mynah.part", "1.0.0", "Fragment-Host", NAME).toUri().toString());
        install(jar(NAME, "1.0.0")).stop();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .resolveBundles(List.of(context.getBundles()));
        assertEquals(
                List.of("resolved", "attached"),
                admin.bundles().stream().map(BundleStatus::state).toList());
    }

    @Test
    void swap_bundleOfTheDistribution_isUpdatedWhereItIs() throws Exception {
        install(jar(NAME, "1.0.0"));
        Path next = jar(NAME, "2.0.0");
        admin.swap(next);
        BundleStatus after = awaitEnd();
        assertEquals("2.0.0", after.version());
        assertEquals("active", after.state());
        assertEquals("", after.problem());
        assertTrue(Files.exists(next), "whose file it is keeps it");
    }

    @Test
    void swap_versionThatCannotStart_isTold() throws Exception {
        install(jar(NAME, "1.0.0"));
        admin = new BundleAdministration(context, deploy, Duration.ofMillis(200));
        admin.swap(jar(NAME, "2.0.0", "Import-Package", "com.example.missing"));
        assertTrue(awaitEnd().problem().contains("com.example.missing"), admin.bundles()::toString);
    }

    @Test
    void swap_bundleInDeploy_isReplacedThereByOneStep() throws Exception {
        Path place = Files.copy(jar(NAME, "1.0.0"), deploy.resolve("example.jar"));
        Bundle bundle = install(place);
        Path next = jar(NAME, "2.0.0");
        assertTrue(admin.swap(next).swapping());
        AdminException busy = assertThrows(AdminException.Busy.class, () -> admin.swap(next));
        assertEquals(NAME + " is just being replaced", busy.getMessage());
        while (Files.mismatch(next, place) >= 0) {
            Thread.onSpinWait();
        }
        try (InputStream in = Files.newInputStream(place)) {
            bundle.update(in); // as File Install does when it sees the new file
        }
        assertEquals("2.0.0", awaitEnd().version());
        assertEquals("", admin.bundles().get(0).problem());
        try (Stream<Path> left = Files.list(deploy)) {
            assertEquals(List.of(place), left.toList());
        }
    }

    @Test
    void swap_oldJarIsPutBack_isTold() throws Exception {
        Path old = jar(NAME, "1.0.0");
        Path place = Files.copy(old, deploy.resolve("example.jar"));
        Bundle bundle = install(place);
        Path next = jar(NAME, "2.0.0");
        admin.swap(next);
        while (Files.mismatch(next, place) >= 0) {
            Thread.onSpinWait();
        }
        Files.delete(place);
        Files.copy(old, place);
        try (InputStream in = Files.newInputStream(place)) {
            bundle.update(in);
        }
        assertTrue(awaitEnd().problem().contains("what was there before is back"), admin.bundles()::toString);
    }

    @Test
    void swap_fileThatIsNoBundleOrOfNobody_isRefused() throws Exception {
        Path text = Files.writeString(home.resolve("text.jar"), "no zip");
        assertThrows(AdminException.Invalid.class, () -> admin.swap(text));
        Path library = home.resolve("library.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        new JarOutputStream(Files.newOutputStream(library), manifest).close();
        assertThrows(AdminException.Invalid.class, () -> admin.swap(library));
        Path stranger = jar("com.example.stranger", "1.0.0");
        AdminException unknown = assertThrows(AdminException.Unknown.class, () -> admin.swap(stranger));
        assertTrue(unknown.getMessage().contains("deploy/"), unknown.getMessage());
        assertThrows(IOException.class, () -> admin.swap(home.resolve("none.jar")));
    }
}
