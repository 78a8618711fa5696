package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several who fetch the same, and one that is killed. */
class ProcessesTest {
    private static final int FIRST = 1_200_000;

    @TempDir
    private Path cache;

    @TempDir
    private Path folder;

    private Path output;
    private TestHub hub;
    private Bench bench;
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void open() throws IOException {
        output = folder.resolve("output");
        hub = new TestHub();
        Bench.fill(hub);
        bench = new Bench(hub.endpoint(), cache);
    }

    @AfterEach
    void close() {
        gate.countDown();
        hub.close();
    }

    /** Another process that pulls. */
    public static final class Puller {
        private Puller() {}

        public static void main(String[] args) throws Exception {
            new Bench(args[0], Path.of(args[1])).store().pull("tiny", "", progress -> {}, Cancellation.none());
        }
    }

    private Process start(String... wrapper) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                Puller.class.getName(),
                hub.endpoint(),
                cache.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The graph as it should be, then the data up to a point at which all waits for the gate. */
    private void holdUpTheData() {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add((exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, FIRST);
            exchange.getResponseBody().flush();
            hub.served.addAndGet(FIRST);
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseBody().write(content, FIRST, content.length - FIRST);
            hub.served.addAndGet(content.length - FIRST);
        });
    }

    private Path part() {
        return bench.repository().part(TestHub.sums(hub.files.get(Bench.DATA)).sha256());
    }

    private boolean hasFirst() {
        try {
            return Files.size(part()) == FIRST;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void pull_processKilledAmidst_nextGoesOnWhereItEnded() throws Exception {
        holdUpTheData();
        Process puller = start();
        try {
            Bench.await(this::hasFirst);
        } finally {
            puller.destroyForcibly().waitFor();
        }
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.DATA)));
        hub.served.set(0);
        Path folder = bench.store().pull("tiny", "", bench.progress::add, Cancellation.none());
        assertEquals(Bench.DATA_SIZE - FIRST, hub.served.get());
        assertArrayEquals(hub.files.get(Bench.DATA), Files.readAllBytes(folder.resolve(Bench.DATA)));
    }

    /** A limit on the size of files makes a write fail as a full disk does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void pull_diskFullAmidst_clearErrorAndTheNextGoesOn() throws Exception {
        Process puller = start("sh", "-c", "ulimit -f 2000; exec \"$@\"", "sh");
        try {
            assertTrue(puller.waitFor(60, TimeUnit.SECONDS));
        } finally {
            puller.destroyForcibly().waitFor();
        }
        String told = Files.readString(output);
        assertEquals(1, puller.exitValue(), told);
        assertTrue(told.contains(Bench.DATA + " cannot be written to " + cache + ": "), told);
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.DATA)));
        long kept = Files.size(part());
        assertTrue(kept > 0 && kept <= 2_000 * 512, () -> kept + " bytes are there");
        hub.served.set(0);
        Path pulled = bench.store().pull("tiny", "", bench.progress::add, Cancellation.none());
        assertEquals(Bench.DATA_SIZE - kept, hub.served.get());
        assertArrayEquals(hub.files.get(Bench.DATA), Files.readAllBytes(pulled.resolve(Bench.DATA)));
    }

    @Test
    void pull_otherProcessFetchesIt_waitsAndFetchesNothing() throws Exception {
        holdUpTheData();
        Process puller = start();
        try {
            Bench.await(this::hasFirst);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<Path> pulled =
                    thread.submit(() -> bench.store().pull("tiny", "", bench.progress::add, Cancellation.none()));
            Bench.await(() -> bench.progress.stream()
                    .anyMatch(now -> String.valueOf(now.message()).contains("somebody else")));
            gate.countDown();
            Path folder = pulled.get(60, TimeUnit.SECONDS);
            thread.shutdown();
            assertArrayEquals(hub.files.get(Bench.DATA), Files.readAllBytes(folder.resolve(Bench.DATA)));
            assertTrue(puller.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, puller.exitValue());
        } finally {
            puller.destroyForcibly().waitFor();
        }
        assertServedOnce();
    }

    @Test
    void pull_severalThreadsAndStores_eachFileFetchedOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        LocalModelStore shared = bench.store();
        List<Future<Path>> pulls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LocalModelStore store = i % 2 == 0 ? shared : bench.store();
            pulls.add(threads.submit(() -> store.pull("tiny", "", progress -> {}, Cancellation.none())));
        }
        for (Future<Path> pull : pulls) {
            Path folder = pull.get(60, TimeUnit.SECONDS);
            assertArrayEquals(hub.files.get(Bench.DATA), Files.readAllBytes(folder.resolve(Bench.DATA)));
        }
        threads.shutdown();
        assertServedOnce();
    }

    private void assertServedOnce() {
        int all = hub.files.get(Bench.TOKENIZER).length + hub.files.get(Bench.GRAPH).length + Bench.DATA_SIZE;
        assertEquals(all, hub.served.get());
    }
}
