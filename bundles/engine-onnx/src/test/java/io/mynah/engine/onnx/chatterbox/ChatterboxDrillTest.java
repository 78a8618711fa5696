package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same again and again: nothing may be left behind, and nothing crash. {@code -Dmynah.drill.rounds=1000} is the long
 * form, whose figures stand in bench/README.md.
 */
class ChatterboxDrillTest {
    private static final int ROUNDS = Integer.getInteger("mynah.drill.rounds", 50);
    private static final Path SELF = Path.of("/proc/self");

    @TempDir
    private Path home;

    private static Utterance utterance(int number) {
        String text = "Number " + number + ". [laugh] " + "And so it goes on. ".repeat(number % 8);
        Voice voice = new Voice.Clip("voice.wav", TinyModel.SET.resolve("ref/voice.wav"), "content" + number % 5);
        Sampling sampling = new Sampling(0.8, 0.1, 0.9, 50, 1.2, number % 2 == 0);
        return new Utterance(text, voice, "Auto", "Neutral", sampling, OptionalLong.of(number), 1f);
    }

    private static long speak(ChatterboxEngine engine, Utterance utterance, Cancellation cancellation)
            throws EngineException {
        long samples = 0;
        try (PcmStream stream = engine.speak(utterance, cancellation)) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                samples += block.length;
            }
        }
        return samples;
    }

    private static long residentKilobytes() throws IOException {
        try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void speak_manyRequests_leavesNothingBehind() throws Exception {
        assumeTrue(Files.exists(SELF.resolve("fd")), "counts what Linux tells of a process");
        try (ChatterboxEngine engine = TinyModel.engine(home)) {
            int warmUp = ROUNDS / 2;
            for (int i = 0; i < warmUp; i++) {
                assertTrue(speak(engine, utterance(i), Cancellation.none()) > 0);
            }
            System.gc();
            long memory = residentKilobytes();
            long descriptors = entries(SELF.resolve("fd"));
            for (int i = warmUp; i < ROUNDS; i++) {
                assertTrue(speak(engine, utterance(i), Cancellation.none()) > 0);
            }
            System.gc();
            long growth = residentKilobytes() - memory;
            System.out.printf(
                    "%d requests: %d kB more resident in the second half, %d in all%n",
                    ROUNDS, growth, residentKilobytes());
            long more = entries(SELF.resolve("fd")) - descriptors; // fewer if the collection above closed some
            assertTrue(more <= 0, () -> more + " file descriptors more");
            assertEquals(1, entries(home), "nothing beside the cache");
            assertEquals(2, entries(home.resolve("cache")), "two conditionings are kept, and no temporary files");
            assertTrue(growth < 64 * 1024, () -> growth + " kB of memory");
        }
    }

    /** ONNX Runtime takes the process down if a session is closed while it runs. */
    @Test
    void close_duringGeneration_endsOrFailsAndNeverCrashes() throws Exception {
        Random chance = new Random(1);
        int ended = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ChatterboxEngine engine = TinyModel.engine(home);
            CancellationSource cancellation = new CancellationSource(failure -> {});
            CountDownLatch begun = new CountDownLatch(1);
            Utterance utterance = utterance(7);
            CompletableFuture<Boolean> spoken = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                try {
                    return speak(engine, utterance, cancellation) > 0;
                } catch (EngineException e) {
                    return false;
                }
            });
            begun.await();
            long until = System.nanoTime() + chance.nextInt(40_000_000);
            while (System.nanoTime() - until < 0 && !spoken.isDone()) {
                Thread.onSpinWait();
            }
            if (i % 2 == 0) {
                cancellation.request();
            }
            engine.close();
            ended += spoken.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        System.out.printf("%d engines closed, %d of them had an utterance that came to its end%n", ROUNDS, ended);
        assertTrue(ended < ROUNDS, "none was closed in the middle");
    }
}
