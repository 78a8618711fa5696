package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The bundle as it is built, in a real framework with declarative services. */
class ConverterBundleTest {

    @TempDir
    private Path folder;

    private Framework framework;
    private BundleContext context;
    private Bundle converter;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        // The test calls the service, so both must see the same interface.
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "io.mynah.api.audio;version=1.0.0",
                        "felix.log.level",
                        "1"));
        framework.start();
        context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (String name : List.of("promise", "function", "service.component-", "felix.scr")) {
            installed.add(context.installBundle("reference:" + jar(name).toURI()));
        }
        converter = context.installBundle("reference:" + classes().toURI());
        installed.add(converter);
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    private static File jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file ->
                        file.getName().startsWith("org.") && file.getName().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " on the class path"));
    }

    /** Where the manifest is that bnd made: the bundle before it is packed. */
    private static File classes() throws Exception {
        return new File(ConverterComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void roundTrip(String name) throws Exception {
        ServiceReference<AudioConverter> reference = context.getServiceReference(AudioConverter.class);
        assertNotNull(reference);
        AudioConverter service = context.getService(reference);
        Path wav = Tone.sine(440, 0.5, 24_000, 24_000).write(folder.resolve(name + ".wav"));
        Path mp3 = folder.resolve(name + ".mp3");
        Path back = folder.resolve(name + "-back.wav");
        service.fromWav(wav, mp3);
        service.toWav(mp3, back);
        assertAll(
                () -> assertEquals(1.0, Tone.read(back).seconds(), 0.05),
                () -> assertEquals(1.0, service.declaredSeconds(mp3).orElseThrow(), 0.05));
        context.ungetService(reference);
    }

    private List<Path> dataFiles() throws Exception {
        try (Stream<Path> files = Files.walk(converter.getDataFile("").toPath())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void bundle_stoppedAndStartedAgain_convertsAndLeavesNothing() throws Exception {
        for (String round : List.of("first", "second", "third")) {
            roundTrip(round);
            assertEquals(1, dataFiles().size(), "the unpacked ffmpeg");

            converter.stop();

            assertNull(context.getServiceReference(AudioConverter.class));
            assertEquals(List.of(), dataFiles());
            converter.start();
        }
    }

    @Test
    void bundle_updatedInPlace_converts() throws Exception {
        roundTrip("before");

        converter.update();

        roundTrip("after");
        assertEquals(1, dataFiles().size());
    }

    @Test
    void bundle_stoppedWhileConverting_killsWhatRuns() throws Exception {
        ServiceReference<AudioConverter> reference = context.getServiceReference(AudioConverter.class);
        AudioConverter service = context.getService(reference);
        Path wav = Tone.sine(440, 0.5, 48_000, 120 * 48_000).write(folder.resolve("long.wav"));
        Path mp3 = folder.resolve("long.mp3");
        CompletableFuture<Void> conversion = CompletableFuture.runAsync(() -> {
            AudioException e = assertThrows(AudioException.class, () -> service.fromWav(wav, mp3));
            assertEquals(AudioException.Kind.FAILED, e.kind());
        });
        while (ffmpegs() == 0) {
            Thread.onSpinWait();
        }

        converter.stop();

        assertEquals(0, ffmpegs());
        conversion.join();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("cache", "long.wav"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(List.of(), dataFiles());
    }

    private static long ffmpegs() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("ffmpeg"))
                .count();
    }

    @Test
    void bundle_thread_needsNoContextClassLoader() throws Exception {
        Thread.currentThread().setContextClassLoader(null);
        roundTrip("none");
    }
}
