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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub, a store that knows its model, and what has to be so after a pull, whatever the hub did. */
abstract class PullTest {
    @TempDir
    Path cache;

    TestHub hub;
    Bench bench;

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

    final Path pull() throws ModelException {
        return pull("");
    }

    final Path pull(String precision) throws ModelException {
        return bench.store().pull("tiny", precision, bench.progress::add, Cancellation.none());
    }

    /** It fails in that way, says why without a token, and nothing half can be seen. */
    final <E extends ModelException> String failure(Class<E> kind) throws IOException {
        String told = String.valueOf(assertThrows(kind, this::pull).getMessage());
        assertFalse(told.contains("hf_"), told);
        assertDataUnseen();
        return told;
    }

    final String sha256(String path) {
        return TestHub.sums(hub.files.get(path)).sha256();
    }

    final Path part(String path) {
        return bench.repository().part(sha256(path));
    }

    final void assertWhole(Path folder) throws IOException {
        for (String path : List.of(Bench.TOKENIZER, Bench.GRAPH, Bench.DATA)) {
            assertArrayEquals(hub.files.get(path), Files.readAllBytes(folder.resolve(path)), path);
        }
        assertNoParts();
    }

    final void assertNoParts() throws IOException {
        try (Stream<Path> blobs = Files.list(bench.repository().blobs())) {
            assertEquals(List.of(), blobs.filter(HubCache::isPart).toList());
        }
    }

    /** Neither the file nor a blob of its name can be seen. */
    final void assertDataUnseen() throws IOException {
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.DATA)));
        assertFalse(Files.exists(bench.repository().blob(sha256(Bench.DATA))));
        try {
            assertTrue(bench.store().find("tiny", "").isEmpty());
        } catch (ModelException e) {
            throw new AssertionError(e);
        }
    }

    final void assertDone() {
        ModelProgress last = bench.progress.get(bench.progress.size() - 1);
        assertEquals(ModelProgress.State.DONE, last.state());
        assertEquals(last.bytesTotal(), last.bytesDone());
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
