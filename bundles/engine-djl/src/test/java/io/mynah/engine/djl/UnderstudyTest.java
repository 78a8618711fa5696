package io.mynah.engine.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The understudy beside the engine whose place it takes, both as they are packaged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnderstudyTest {
    private static final int SWAPS = 20;

    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog.";

    private Path cache;
    private Server server;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        cache = folder; // which stays, as native libraries are mapped until the JVM ends
        server = Server.start(cache);
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    private static float[] speak(TtsEngine engine, String text, float speed) throws Exception {
        Voice voice = new Voice.BuiltIn(engine.info().voices().get(0).id());
        Utterance utterance =
                new Utterance(text, voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.of(42), speed);
        List<float[]> blocks = new ArrayList<>();
        try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                blocks.add(block);
            }
        }
        float[] all = new float[blocks.stream().mapToInt(block -> block.length).sum()];
        int position = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, position, block.length);
            position += block.length;
        }
        return all;
    }

    private float[] speak() throws Exception {
        return speak(server.engine("hibari-djl"), SENTENCE, 1);
    }

    /** To the last bit: the same graphs, the same build of ONNX Runtime, one thread, the same signal processing and seed. */
    @Test
    @Order(1)
    void speak_sameSeed_isWhatHibariSays() throws Exception {
        TtsEngine hibari = server.engine("hibari");
        TtsEngine understudy = server.engine("hibari-djl");
        String clause = "quick brown fox jumps over the lazy ".repeat(6).strip() + ",";
        for (String text : List.of("Hello.", SENTENCE, (clause + " ").repeat(3))) {
            for (float speed : new float[] {0.5f, 1, 2}) {
                float[] expected = speak(hibari, text, speed);
                assertTrue(expected.length > 5_000, "it is heard");
                assertArrayEquals(expected, speak(understudy, text, speed), text + " at " + speed);
            }
        }
    }

    @Test
    @Order(2)
    void bundle_replacedAgainAndAgain_speaksAndOldClassesGo() throws Exception {
        float[] expected = speak();
        Bundle runtime = server.bundle("io.mynah.runtime.djl");
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int version = 1; version <= SWAPS; version++) {
            TtsEngine before = server.engine("hibari-djl");
            old.add(new WeakReference<>(before.getClass().getClassLoader()));
            server.replaceUnderstudy(version);
            assertNotSame(before, server.engine("hibari-djl"));
            assertArrayEquals(expected, speak());
            assertEquals(Bundle.ACTIVE, runtime.getState());
        }
        assertTrue(isGone(old), "class loaders of earlier versions are kept");
        if (Files.exists(Path.of("/proc/self/maps"))) {
            assertEquals(2, mapped("libonnxruntime.so"), "that of each runtime, once");
        }
    }

    @Test
    @Order(3)
    void start_engineIsSlow_waitsForIt() throws Exception {
        Bundle other = server.bundle("io.mynah.engine.onnx");
        other.stop();
        assertTrue(server.has("hibari-djl"), "it stays where the other one goes");
        server.replaceUnderstudy(SWAPS + 1);
        assertFalse(server.has("hibari-djl"), "it came before the other one");
        other.start();
        assertTrue(speak().length > 0);
        assertTrue(server.has("hibari"));
    }

    @Test
    @Order(4)
    void engineAndItsRuntime_uninstalled_speaksAsBefore() throws Exception {
        float[] expected = speak();
        server.bundle("io.mynah.engine.onnx").uninstall();
        server.bundle("io.mynah.runtime.onnx").uninstall();
        server.refresh();
        System.gc(); // which may unload the other library
        server.replaceUnderstudy(SWAPS + 2);
        assertArrayEquals(expected, speak(), "though nobody has come before it");
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
            return lines.filter(line -> line.contains(cache.toString()) && line.endsWith(library))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }
}
