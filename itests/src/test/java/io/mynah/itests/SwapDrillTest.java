package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine that speaks is replaced again and again, while clients speak without pause. */
final class SwapDrillTest {

    private static final Logger LOG = Logger.getLogger(SwapDrillTest.class.getName());

    /** Under this load a swap takes four seconds: {@code -Dmynah.swaps=200} for the whole drill. */
    private static final int SWAPS = Integer.getInteger("mynah.swaps", 60);

    private static final int CLIENTS = 32;
    /** Until everything has been loaded that a swap needs, and the allocator knows its sizes. */
    private static final int FIRST_SWAPS = 20;

    private static final long MOST_BYTES = 30_000_000;
    private static final String TEXT = "Swap me while I speak.";

    @TempDir
    Path folder;

    @Test
    void engineJar_replacedTimeAndAgainUnderLoad_everyAnswerIsWholeAndNothingGrows() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Path jar = mynah.home().resolve("deploy/engine-onnx.jar");
            Path same = Files.copy(jar, folder.resolve("same.jar"));
            Path changed = changed(jar, folder.resolve("changed.jar"));
            Clients clients = new Clients(mynah, spoken(mynah.http()).length);

            clients.during(() -> clients.awaitAnswers(10 * CLIENTS));
            List<Long> usual = clients.during(() -> clients.awaitAnswers(20 * CLIENTS));
            clients.during(() -> swap(mynah, clients, same, changed, FIRST_SWAPS));
            Holdings before = holdings(mynah);
            List<Long> swapping = clients.during(() -> swap(mynah, clients, same, changed, SWAPS - FIRST_SWAPS));
            Holdings after = holdings(mynah);

            LOG.info(() -> SWAPS + " swaps, " + swapping.size() + " answers; 99 % within " + percentile(swapping, 99)
                    + " ms, " + percentile(usual, 99) + " without swaps; " + before + " -> " + after);
            assertEquals(List.of(), after.grownSince(before, MOST_BYTES));
            assertFalse(mynah.log().contains(" ERROR "), mynah::output);
        }
    }

    /** When all networks are loaded, which follow the engines. */
    private static Holdings holdings(Mynah mynah) throws Exception {
        spoken(mynah.http());
        assertEquals(200, mynah.http().speak(TEXT, "af_bella").status());
        return Holdings.of(mynah);
    }

    /** What the drill goes by can tell. */
    @Test
    void engineThatLeaks_replacedAgainAndAgain_isTold() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("JAVA_OPTS", "-Dmynah.testkit.leak=true"))) {
            Path tone = Path.of(System.getProperty("mynah.dropin"), "testkit.jar");
            mynah.deployTone();
            Holdings before = Holdings.of(mynah);
            for (int swap = 2; swap <= 4; swap++) {
                int arrival = swap;
                mynah.deploy(tone, "testkit.jar");
                Mynah.until(
                        "the tone engine is there anew",
                        () -> mynah.log()
                                        .lines()
                                        .filter(line -> line.contains("Engine tone 1 can speak"))
                                        .count()
                                == arrival);
            }
            List<String> grown = Holdings.of(mynah).grownSince(before, MOST_BYTES);
            assertTrue(grown.stream().anyMatch(what -> what.endsWith("class loaders more")), grown::toString);
        }
    }

    /** Something that happens meanwhile. */
    private interface Meanwhile {
        void happen() throws Exception;
    }

    private static short[] spoken(Http http) throws Exception {
        Answer answer = http.speak(TEXT, "heart");
        assertEquals(200, answer.status(), answer::text);
        // While it is away its understudy says the same.
        assertTrue(List.of("hibari", "hibari-djl").contains(answer.header("X-TTS-Engine")));
        short[] samples = answer.samples();
        int loudest = 0;
        for (short sample : samples) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertTrue(loudest > 1_000, "it sounds");
        return samples;
    }

    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Each client has been answered by one engine before the next one comes. */
    private static void swap(Mynah mynah, Clients clients, Path same, Path changed, int times) throws Exception {
        Arrivals arrivals = new Arrivals(mynah);
        for (int swap = 0; swap < times; swap++) {
            int before = arrivals.count();
            mynah.deploy(swap % 2 == 0 ? changed : same, "engine-onnx.jar");
            Mynah.until("the engine is there anew", () -> arrivals.count() > before);
            clients.awaitAnswers(CLIENTS);
        }
    }

    /** Another jar, as a new version would be: its content differs. */
    private static Path changed(Path jar, Path to) throws Exception {
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream stream = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(stream, from.getManifest())) {
            for (JarEntry entry : Collections.list(from.entries())) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(out);
                }
            }
            out.putNextEntry(new JarEntry("drill.txt"));
            out.write(1);
        }
        return to;
    }

    /** Who speaks without pause. */
    private static final class Clients {
        private final Mynah mynah;
        private final int samples;
        private final AtomicInteger answers = new AtomicInteger();

        /** @param samples of a whole answer */
        Clients(Mynah mynah, int samples) {
            this.mynah = mynah;
            this.samples = samples;
        }

        /** How long each answer took, in milliseconds. */
        List<Long> during(Meanwhile meanwhile) throws Exception {
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Future<List<Long>>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(() -> speakUntil(stop)));
                }
                meanwhile.happen();
                stop.set(true);
                List<Long> all = new ArrayList<>();
                for (Future<List<Long>> client : clients) {
                    all.addAll(client.get(60, TimeUnit.SECONDS));
                }
                return all;
            } finally {
                stop.set(true);
                threads.shutdownNow();
            }
        }

        private List<Long> speakUntil(AtomicBoolean stop) throws Exception {
            Http http = mynah.http();
            List<Long> millis = new ArrayList<>();
            do {
                long begin = System.nanoTime();
                assertEquals(samples, spoken(http).length, "a whole answer");
                millis.add((System.nanoTime() - begin) / 1_000_000);
                answers.incrementAndGet();
            } while (!stop.get());
            return millis;
        }

        void awaitAnswers(int more) throws Exception {
            int enough = answers.get() + more;
            Mynah.until("answers go on", () -> answers.get() >= enough);
        }
    }

    /** Counts how often the engine has come. */
    private static final class Arrivals {
        private final Mynah mynah;
        private int lines;
        private int count;

        Arrivals(Mynah mynah) {
            this.mynah = mynah;
        }

        int count() throws Exception {
            for (String line : mynah.outputSince(lines)) {
                count += line.contains("Engine hibari") && line.contains("can speak") ? 1 : 0;
                lines++;
            }
            return count;
        }
    }
}
