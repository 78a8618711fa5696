package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of downloads from a hub that does all that hubs do. */
class DownloadTest {
    @TempDir
    private Path cache;

    private TestHub hub;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        hub = new TestHub();
        Bench.fill(hub);
        bench = new Bench(hub.endpoint(), cache);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Path pull() throws ModelException {
        return bench.store().pull("tiny", "", bench.progress::add, Cancellation.none());
    }

    private void assertWhole(Path folder) throws IOException {
        for (String path : List.of(Bench.TOKENIZER, Bench.GRAPH, Bench.DATA)) {
            assertArrayEquals(hub.files.get(path), Files.readAllBytes(folder.resolve(path)), path);
        }
        assertNoParts();
    }

    private void assertNoParts() throws IOException {
        try (Stream<Path> blobs = Files.list(bench.repository().blobs())) {
            assertEquals(List.of(), blobs.filter(HubCache::isPart).toList());
        }
    }

    /** Neither the file nor a blob of its name can be seen. */
    private void assertDataUnseen() throws IOException {
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.DATA)));
        assertFalse(Files.exists(
                bench.repository().blob(TestHub.sums(hub.files.get(Bench.DATA)).sha256())));
        try {
            assertTrue(bench.store().find("tiny", "").isEmpty());
        } catch (ModelException e) {
            throw new AssertionError(e);
        }
    }

    private void assertDone() {
        ModelProgress last = bench.progress.get(bench.progress.size() - 1);
        assertEquals(ModelProgress.State.DONE, last.state());
        assertEquals(last.bytesTotal(), last.bytesDone());
    }

    @Test
    void pull_nothingHere_filesInTheStandardLayout() throws Exception {
        Path folder = pull();
        assertWhole(folder);
        assertDone();
        assertEquals(cache.resolve("models--own--tiny/snapshots/" + TestHub.COMMIT), folder);
        String sha256 = TestHub.sums(hub.files.get(Bench.DATA)).sha256();
        assertEquals(Path.of("../../../blobs", sha256), Files.readSymbolicLink(folder.resolve(Bench.DATA)));
        String git = TestHub.sums(hub.files.get(Bench.TOKENIZER)).gitSha1();
        assertEquals(Path.of("../../blobs", git), Files.readSymbolicLink(folder.resolve(Bench.TOKENIZER)));
        assertTrue(Files.exists(cache.resolve("models--own--tiny/.no_exist/" + TestHub.COMMIT + "/" + Bench.OPTIONAL)));
        assertTrue(Files.exists(cache.resolve(".locks/models--own--tiny/" + sha256 + ".lock")));
    }

    @Test
    void pull_again_asksNobody() throws Exception {
        pull();
        hub.requests.clear();
        assertWhole(pull());
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void pull_branch_refNamesTheCommit() throws Exception {
        bench.revision = "main";
        assertWhole(pull());
        assertEquals(TestHub.COMMIT, Files.readString(cache.resolve("models--own--tiny/refs/main")));
        bench.environment.put("TRANSFORMERS_OFFLINE", "1");
        assertWhole(pull());
    }

    @Test
    void pull_withToken_otherHostNeverSeesIt() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_secret");
        pull();
        assertTrue(hub.hubTokens.stream().allMatch("Bearer hf_secret"::equals), hub.hubTokens::toString);
        assertFalse(hub.storeTokens.isEmpty());
        assertTrue(hub.storeTokens.stream().allMatch("null"::equals), hub.storeTokens::toString);
        assertFalse(bench.progress.toString().contains("hf_secret"));
    }

    @Test
    void pull_connectionBreaksOften_resumesEachTime() throws Exception {
        for (int i = 0; i < 12; i++) {
            hub.gets.add(hub.breaksAfter(i == 0 ? 1_000 : 200_000));
        }
        assertWhole(pull());
        assertDone();
        // One of the graph, ten of the data; each got somewhere, so the pause does not grow.
        assertEquals(Collections.nCopies(11, Duration.ofSeconds(1)), bench.pauses);
        assertEquals(
                hub.files.values().stream().mapToInt(content -> content.length).sum() - 7_000, hub.served.get());
    }

    @Test
    void pull_rangeIgnored_startsOver() throws Exception {
        hub.ignoresRange = true;
        hub.gets.add(hub.breaksAfter(5_000));
        hub.gets.add(hub.breaksAfter(100_000));
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_otherPartThanAskedFor_startsOver() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(hub.breaksAfter(100_000));
        hub.gets.add((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/10");
            exchange.sendResponseHeaders(206, 3);
            exchange.getResponseBody().write(new byte[3]);
        });
        assertWhole(pull());
    }

    @Test
    void pull_partIsDamaged_startsOverByItself() throws Exception {
        Path part =
                bench.repository().part(TestHub.sums(hub.files.get(Bench.DATA)).sha256());
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[1_000_000]);
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_wrongContent_clearErrorAndNothingSeen() throws Exception {
        hub.announcedEtag = "ab".repeat(32);
        ModelException failure = assertThrows(ModelException.Mismatch.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("checksum"), failure::toString);
        assertDataUnseen();
        assertNoParts();
    }

    @Test
    void pull_hubSaysLess_clearErrorAndNothingSeen() throws Exception {
        hub.announcedSize = 4_000;
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertDataUnseen();
    }

    @Test
    void pull_hubSaysMore_clearErrorAndNothingSeen() throws Exception {
        hub.announcedSize = Bench.DATA_SIZE * 2L;
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertDataUnseen();
    }

    @Test
    void pull_moreBytesThanSaidWithoutLength_clearErrorAndNothingSeen() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().write(1);
        });
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertDataUnseen();
        assertNoParts();
    }

    @Test
    void pull_pinnedSizeOrChecksumDiffers_nothingFetched() throws Exception {
        bench.files.set(2, Bench.file(Bench.DATA, "net", "q4", 77, null, false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        bench.files.set(2, Bench.file(Bench.DATA, "net", "q4", -1, "cd".repeat(32), false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_pinnedChecksumOfSmallFileDiffers_nothingSeen() throws Exception {
        bench.files.set(0, Bench.file(Bench.TOKENIZER, null, null, -1, "cd".repeat(32), false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.TOKENIZER)));
    }

    @Test
    void pull_refused_saysWhatToDoWithoutToken() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_wrong");
        hub.heads.add(TestHub.status(401));
        ModelException failure = assertThrows(ModelException.Refused.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("HF_TOKEN"), failure::toString);
        assertFalse(failure.toString().contains("hf_wrong"));
        assertEquals(List.of(), bench.pauses);
    }

    @Test
    void pull_tooManyRequests_waitsAsLongAsAsked() throws Exception {
        hub.heads.add(TestHub.retryAfter(429, "7"));
        hub.gets.add(TestHub.retryAfter(429, "9"));
        assertWhole(pull());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(9)), bench.pauses);
    }

    @Test
    void pull_asksForAnHour_failsAndSaysSo() {
        hub.heads.add(TestHub.retryAfter(429, "3600"));
        ModelException failure = assertThrows(ModelException.Unreachable.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("3600 s"), failure::toString);
    }

    @Test
    void pull_hubFailsForAWhile_backsOff() throws Exception {
        for (int i = 0; i < 4; i++) {
            hub.heads.add(TestHub.status(503));
        }
        assertWhole(pull());
        assertEquals(Stream.of(1, 2, 4, 8).map(Duration::ofSeconds).toList(), bench.pauses);
    }

    @Test
    void pull_hubFailsForGood_clearError() {
        for (int i = 0; i < 50; i++) {
            hub.heads.add(TestHub.status(503));
        }
        ModelException failure = assertThrows(ModelException.Unreachable.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("503"), failure::toString);
    }

    @Test
    void pull_nobodyThere_clearErrorWithoutAddressOfToken() {
        hub.close();
        assertThrows(ModelException.Unreachable.class, this::pull);
    }

    @Test
    void pull_bodyStalls_triesAgain() throws Exception {
        bench.limit = Duration.ofSeconds(1);
        CountDownLatch never = new CountDownLatch(1);
        hub.gets.add((exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1_000);
            exchange.getResponseBody().flush();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertWhole(pull());
        never.countDown();
    }

    @Test
    void pull_diskTooSmall_nothingFetched() {
        bench.room = 1_000_000;
        ModelException failure = assertThrows(ModelException.NoSpace.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("HF_HUB_CACHE"), failure::toString);
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_offline_asksNobody() {
        bench.environment.put("HF_HUB_OFFLINE", "yes");
        assertThrows(ModelException.Offline.class, this::pull);
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void pull_fileMissingAtHub_clearError() {
        hub.files.remove(Bench.GRAPH);
        assertThrows(ModelException.NotAtHub.class, this::pull);
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_cancelledAmidst_endsAndGoesOnLater() throws Exception {
        Switch cancellation = new Switch();
        CountDownLatch never = new CountDownLatch(1);
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add((exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 500_000);
            exchange.getResponseBody().flush();
            Path part = bench.repository().part(TestHub.sums(content).sha256());
            Bench.await(() -> size(part) == 500_000);
            cancellation.request();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        LocalModelStore store = bench.store();
        assertThrows(ModelException.Cancelled.class, () -> store.pull("tiny", "", bench.progress::add, cancellation));
        assertDataUnseen();
        hub.served.set(0);
        assertWhole(pull());
        assertEquals(Bench.DATA_SIZE - 500_000, hub.served.get());
        never.countDown();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
