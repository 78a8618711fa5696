package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found where, checked and removed; and what the manifest says. */
class StoreTest {
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

    private Path pull(String precision) throws ModelException {
        return bench.store().pull("tiny", precision, progress -> {}, Cancellation.none());
    }

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
        pull("");
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
        assertEquals(models.resolve("tiny"), pull(""));
        assertEquals(Finding.UNCHECKED, finding(verify(), Bench.DATA));
        assertThrows(ModelException.NotRemovable.class, () -> bench.store().remove("tiny"));
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void verify_contentChanged_damagedAndMissingTold() throws Exception {
        Path folder = pull("");
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
        Path folder = pull("");
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
        Path folder = pull("");
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
    void select_mixture_partsOfTheOtherPrecision() throws Exception {
        ModelEntry turbo = Manifest.ours().model("chatterbox-turbo");
        List<String> paths = turbo.select("q4, conditional_decoder=fp32").files().stream()
                .map(WantedFile::path)
                .toList();
        assertTrue(paths.containsAll(List.of(
                "tokenizer.json",
                "onnx/language_model_q4.onnx",
                "onnx/language_model_q4.onnx_data",
                "onnx/conditional_decoder.onnx_data")));
        assertFalse(paths.contains("onnx/conditional_decoder_q4.onnx"));
        assertEquals(13, paths.size());
        assertThrows(ModelException.UnknownPrecision.class, () -> turbo.select("q5"));
        assertThrows(ModelException.UnknownPrecision.class, () -> turbo.select("decoder=q4"));
        assertThrows(ModelException.UnknownPrecision.class, () -> turbo.select(","));
    }

    /** It says what it wants and remembers what it was told, and whether the files were there then. */
    private final class RecordingUser implements ModelUser {
        private final List<String> told = new ArrayList<>();

        @Override
        public Choice choose(ModelStore store) {
            return new Choice("q8", "the test says so");
        }

        @Override
        public void changed() {
            told.add("changed, " + state());
        }

        @Override
        public void release() {
            told.add("release, " + state());
        }

        private String state() {
            try {
                return bench.store().find("tiny", "q8").isPresent() ? "here" : "gone";
            } catch (ModelException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void pull_nothingNamed_isWhatTheUserWantsAndTheUserIsTold() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        Path folder = pull("");
        assertTrue(Files.exists(folder.resolve("onnx/net_q8.onnx")));
        assertFalse(Files.exists(folder.resolve(Bench.GRAPH)));
        assertEquals(List.of("changed, here"), user.told);
        assertEquals(Optional.of(folder), bench.store().find("tiny", ""));
    }

    @Test
    void remove_used_userLetsGoFirst() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        pull("");
        user.told.clear();
        bench.store().remove("tiny");
        assertEquals(List.of("release, here", "changed, gone"), user.told);
    }

    @Test
    void remove_cannot_userIsToldThatItIsStillThere() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        pull("");
        user.told.clear();
        HubCache repository = bench.repository();
        String etag = TestHub.sums(hub.files.get("onnx/net_q8.onnx")).sha256();
        try (FileLocks.Held held =
                new FileLocks(Pause.real()).tryAcquire(repository.lock(etag)).orElseThrow()) {
            assertThrows(ModelException.Busy.class, () -> bench.store().remove("tiny"), held::toString);
        }
        assertEquals(List.of("release, here", "changed, here"), user.told);
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

    @Test
    void models_ours_turboPinnedInAllPrecisions() throws Exception {
        Shelf shelf = new Shelf(List.of(), cache);
        HubSettings settings = HubSettings.of(Map.of(), cache, Optional::empty, false);
        LocalModelStore store = new LocalModelStore(
                Manifest.ours(),
                shelf,
                settings,
                new HubPull.Tools(new FileLocks(Pause.real()), Pause.real(), folder -> 0),
                () -> new HubClient(settings, Duration.ofSeconds(1)),
                id -> List.of());
        ModelInfo turbo = store.models().stream()
                .filter(model -> model.id().equals("chatterbox-turbo"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("q4", "q8", "fp32", "fp16", "q4f16"),
                turbo.variants().stream().map(ModelInfo.Variant::precision).toList());
        assertTrue(turbo.variants().stream().allMatch(variant -> HubCache.isCommit(variant.revision())));
        assertEquals(724_921_110L, turbo.variants().get(0).bytes());
        assertTrue(turbo.variants().get(0).exact());
        assertThrows(ModelException.UnknownModel.class, () -> store.find("none", ""));
    }

    @Test
    void verify_embeddedModels_asPinned() throws Exception {
        List<Path> folders = ModelsComponent.folders(System.getProperty("mynah.models"));
        HubSettings settings = HubSettings.of(Map.of(), cache, Optional::empty, false);
        LocalModelStore store = new LocalModelStore(
                Manifest.ours(),
                new Shelf(folders, cache),
                settings,
                new HubPull.Tools(new FileLocks(Pause.real()), Pause.real(), folder -> 0),
                () -> new HubClient(settings, Duration.ofSeconds(1)),
                id -> List.of());
        for (String id : List.of("hibari", "english", "kokoro", "silero")) {
            ModelReport report = store.verify(id, "", progress -> {}, Cancellation.none());
            assertTrue(report.files().stream().allMatch(file -> file.finding() == Finding.GOOD), id + ": " + report);
            assertThrows(ModelException.NotRemovable.class, () -> store.remove(id));
        }
    }

    @Test
    void manifest_ofAPerson_addsAndReplacesNothing() throws Exception {
        String json = """
                {"models": [
                  {"id": "mine", "source": "folder", "origin": "%s", "variants": [{"precision": "q4"}],
                   "files": [{"path": "net.onnx", "bytes": 3}]},
                  {"id": "hibari", "source": "folder", "origin": "/nowhere", "variants": [{"precision": "q4"}],
                   "files": [{"path": "net.onnx"}]}]}
                """.formatted(cache.toString().replace("\\", "\\\\"));
        Files.write(cache.resolve(Manifest.RESOURCE), json.getBytes(StandardCharsets.UTF_8));
        Files.write(cache.resolve("net.onnx"), new byte[3]);
        Manifest all = ModelsComponent.manifest(List.of(cache));
        assertEquals(ModelInfo.Source.EMBEDDED, all.model("hibari").source());
        assertEquals(
                Optional.of(cache),
                new Shelf(List.of(), cache.resolve("hub"))
                        .find(all.model("mine").select("")));
    }

    @Test
    void manifest_pathLeadsOut_refused() {
        String json = """
                {"models": [{"id": "mine", "source": "folder", "origin": "x", "variants": [{"precision": "q4"}],
                  "files": [{"path": "../net.onnx"}]}]}
                """;
        assertThrows(
                IllegalArgumentException.class,
                () -> Manifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void start_inTheBackground_progressUntilDone() throws Exception {
        BackgroundPulls pulls = new BackgroundPulls(bench.store());
        assertTrue(pulls.progress("tiny").isEmpty());
        pulls.start("tiny", "");
        Bench.await(() -> pulls.progress("tiny").orElseThrow().state().isOver());
        ModelProgress last = pulls.progress("tiny").orElseThrow();
        assertEquals(ModelProgress.State.DONE, last.state(), last::toString);
        assertFalse(pulls.cancel("tiny"));
        pulls.stop();
    }

    @Test
    void start_fails_progressSaysWhy() throws Exception {
        hub.heads.add(TestHub.status(401));
        BackgroundPulls pulls = new BackgroundPulls(bench.store());
        pulls.start("tiny", "q8");
        Bench.await(() -> pulls.progress("tiny").orElseThrow().state().isOver());
        ModelProgress last = pulls.progress("tiny").orElseThrow();
        assertEquals(ModelProgress.State.FAILED, last.state());
        assertTrue(String.valueOf(last.message()).contains("401"));
        assertThrows(ModelException.UnknownModel.class, () -> pulls.start("none", ""));
        pulls.stop();
    }
}
