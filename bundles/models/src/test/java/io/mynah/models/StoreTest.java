package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found where, checked and removed. */
class StoreTest extends PullTest {
    private ModelReport verify() throws ModelException {
        return bench.store().verify("tiny", "", progress -> {}, Cancellation.none());
    }

    private static Finding finding(ModelReport report, String path) {
        return report.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    /** As the hub's own programs lay it out: blobs by etag, relative links, and a ref without a line's end. */
    private void layOut(HubCache repository) throws IOException {
        for (String path : List.of(Bench.TOKENIZER, Bench.GRAPH, Bench.DATA)) {
            byte[] content = hub.files.get(path);
            Checksum.Result sums = TestHub.sums(content);
            String etag = path.endsWith(".json") ? sums.gitSha1() : sums.sha256();
            Files.createDirectories(repository.blobs());
            Files.write(repository.blob(etag), content);
            Path pointer = repository.pointer(TestHub.COMMIT, path);
            Files.createDirectories(pointer.getParent());
            Files.createSymbolicLink(pointer, pointer.getParent().relativize(repository.blob(etag)));
        }
        Path refs = repository.folder().resolve("refs");
        Files.createDirectories(refs);
        Files.writeString(refs.resolve("main"), TestHub.COMMIT);
    }

    @Test
    void find_cacheOfTheHubsOwnPrograms_foundAndNothingAsked() throws Exception {
        layOut(bench.repository());
        Path snapshot = bench.repository().snapshot(TestHub.COMMIT);
        assertEquals(Optional.of(snapshot), bench.store().find("tiny", ""));
        assertEquals(snapshot, pull("q4"));
        bench.revision = "main";
        assertEquals(Optional.of(snapshot), bench.store().find("tiny", ""));
        assertTrue(verify().isGood());
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void pull_partOfItThere_onlyTheRestFetched() throws Exception {
        layOut(bench.repository());
        Files.delete(bench.repository().pointer(TestHub.COMMIT, Bench.GRAPH));
        Files.delete(bench.repository().pointer(TestHub.COMMIT, Bench.DATA));
        Files.delete(
                bench.repository().blob(TestHub.sums(hub.files.get(Bench.GRAPH)).sha256()));
        pull();
        assertEquals(hub.files.get(Bench.GRAPH).length, hub.served.get());
        assertTrue(verify().isGood());
    }

    @Test
    void find_folderOfAPerson_foundBeforeTheCache(@TempDir Path models) throws Exception {
        bench.folders = List.of(models);
        for (String path : List.of(Bench.TOKENIZER, Bench.GRAPH, Bench.DATA)) {
            Path file = models.resolve("tiny").resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, hub.files.get(path));
        }
        assertEquals(models.resolve("tiny"), pull());
        assertEquals(Finding.UNCHECKED, finding(verify(), Bench.DATA));
        assertThrows(ModelException.NotRemovable.class, () -> bench.store().remove("tiny"));
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void verify_contentChanged_damagedAndMissingTold() throws Exception {
        Path folder = pull();
        Path blob = folder.resolve(Bench.DATA).toRealPath();
        byte[] content = Files.readAllBytes(blob);
        content[77] ^= 1;
        Files.write(blob, content);
        Files.delete(folder.resolve(Bench.GRAPH));
        ModelReport report = verify();
        assertEquals(Finding.DAMAGED, finding(report, Bench.DATA));
        assertEquals(Finding.MISSING, finding(report, Bench.GRAPH));
        assertEquals(Finding.GOOD, finding(report, Bench.TOKENIZER));
        assertFalse(report.isGood());
    }

    @Test
    void stamp_filesComeChangeAndGo_anotherEachTime(@TempDir Path models) throws Exception {
        bench.folders = List.of(models);
        LocalModelStore store = bench.store();
        Set<Long> stamps = new LinkedHashSet<>(List.of(store.stamp("tiny")));
        assertFalse(stamps.add(store.stamp("tiny")), "nothing has changed");
        Path folder = pull();
        assertTrue(stamps.add(store.stamp("tiny")), "files have come");
        Path blob = folder.resolve(Bench.GRAPH).toRealPath();
        Files.setLastModifiedTime(blob, FileTime.fromMillis(1_000));
        assertTrue(stamps.add(store.stamp("tiny")), "a file has changed");
        Path carried = models.resolve("tiny").resolve(Bench.GRAPH);
        Files.createDirectories(carried.getParent());
        Files.copy(blob, carried);
        assertTrue(stamps.add(store.stamp("tiny")), "a person brought one");
        Files.delete(folder.resolve(Bench.GRAPH));
        assertTrue(stamps.add(store.stamp("tiny")), "one has gone");
        Files.write(folder.resolve("README.md"), new byte[9]);
        assertFalse(stamps.add(store.stamp("tiny")), "that one is none of the model's");
        assertThrows(ModelException.UnknownModel.class, () -> store.stamp("none"));
    }

    @Test
    void remove_filesOfOthersInTheCache_stay() throws Exception {
        Path folder = pull();
        pull("q8");
        HubCache repository = bench.repository();
        Files.write(repository.blob("another"), new byte[9]);
        Files.createSymbolicLink(folder.resolve("README.md"), Path.of("../../blobs/another"));
        Files.write(repository.part("begun"), new byte[11]);
        long all =
                hub.files.values().stream().mapToInt(content -> content.length).sum();
        assertEquals(all + 11, bench.store().remove("tiny"));
        try (Stream<Path> blobs = Files.list(repository.blobs())) {
            assertEquals(List.of(repository.blob("another")), blobs.toList());
        }
        assertTrue(Files.exists(folder.resolve("README.md")));
        assertFalse(Files.exists(folder.resolve("onnx")));
        assertEquals(0, bench.store().remove("tiny"));
    }

    @Test
    void variant_mixture_isDescribed() throws Exception {
        assertEquals("net=q8", bench.store().variant("tiny", "net=q8").precision());
        assertEquals(null, bench.store().variant("tiny", "net=q8").folder());
        pull("net=q8");
        assertEquals(
                bench.repository().snapshot(TestHub.COMMIT),
                bench.store().variant("tiny", "net=q8").folder());
    }
}
