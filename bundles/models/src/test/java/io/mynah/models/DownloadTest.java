package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of downloads over good lines and bad ones. */
class DownloadTest extends PullTest {
    @Test
    void pull_nothingHere_filesInTheStandardLayout() throws Exception {
        Path folder = pull();
        assertWhole(folder);
        assertDone();
        assertEquals(cache.resolve("models--own--tiny/snapshots/" + TestHub.COMMIT), folder);
        String sha256 = sha256(Bench.DATA);
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
    void pull_optionalFileThatTheHubHasNot_isAskedForOnce() throws Exception {
        pull();
        hub.requests.clear();
        pull("q8");
        assertEquals(List.of("HEAD " + TestHub.address("onnx/net_q8.onnx")), heads());
        bench.revision = "main";
        hub.requests.clear();
        Files.delete(bench.repository().pointer(TestHub.COMMIT, "onnx/net_q8.onnx"));
        pull("q8");
        assertTrue(heads().toString().contains(Bench.OPTIONAL), "a branch may have it by now");
    }

    private List<String> heads() {
        return hub.requests.stream()
                .filter(request -> request.startsWith("HEAD"))
                .toList();
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
    void pull_partIsDamaged_startsOverByItself() throws Exception {
        Path part = bench.repository().part(sha256(Bench.DATA));
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[1_000_000]);
        assertWhole(pull());
        assertDone();
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

    /** Cancelling and the exchange that it ends race: whoever wins, it is no failure. */
    @Test
    void pull_cancelledWhileTheHubThinks_isCancelledEachTime() throws Exception {
        for (int i = 0; i < 30; i++) {
            Switch cancellation = new Switch();
            CountDownLatch thinking = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            hub.heads.add((exchange, content) -> {
                thinking.countDown();
                try {
                    enough.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread somebody = new Thread(() -> {
                try {
                    thinking.await();
                    cancellation.request();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            somebody.start();
            assertThrows(ModelException.Cancelled.class, () -> bench.store()
                    .pull("tiny", "", bench.progress::add, cancellation));
            enough.countDown();
            somebody.join();
        }
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Bench.DATA_SIZE / 2, Bench.DATA_SIZE - 1})
    void pull_connectionReset_goesOnAtThatByte(int sent) throws Exception {
        try (ResettingServer server = new ResettingServer(hub.files.get(Bench.DATA), sent)) {
            hub.hubGets.add(hub::redirectToStore);
            hub.hubGets.add(hub::redirectToStore);
            hub.hubGets.add(TestHub.redirect(server.address()));
            assertWhole(pull());
            assertDone();
            assertEquals(1, server.served());
        }
    }

    @Test
    void pull_lengthIsMoreThanComes_goesOnWhereItEnded() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(hub.breaksAfter(Bench.DATA_SIZE - 1));
        assertWhole(pull());
        assertEquals(List.of(Duration.ofSeconds(1)), bench.pauses);
    }

    @Test
    void pull_killedBetweenTheLastByteAndTheRename_nothingIsFetchedAgain() throws Exception {
        Files.createDirectories(part(Bench.DATA).getParent());
        Files.write(part(Bench.DATA), hub.files.get(Bench.DATA));
        assertWhole(pull());
        assertEquals(hub.files.get(Bench.TOKENIZER).length + hub.files.get(Bench.GRAPH).length, hub.served.get());
    }
}
