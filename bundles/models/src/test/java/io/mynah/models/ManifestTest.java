package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models there are, and what a person can add. */
class ManifestTest {
    @TempDir
    private Path cache;

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

    @Test
    void models_ours_turboPinnedInAllPrecisions() throws Exception {
        Shelf shelf = new Shelf(List.of(), cache);
        HubSettings settings = HubSettings.of(Map.of(), cache, Optional::empty, Bench.NO_TOKEN, false);
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
        HubSettings settings = HubSettings.of(Map.of(), cache, Optional::empty, Bench.NO_TOKEN, false);
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

    @ParameterizedTest
    @CsvSource({
        "mine,../net.onnx",
        "mine,/etc/passwd",
        "mine,onnx/../../net.onnx",
        "mine,.hidden",
        "mine,a//b",
        "../mine,net.onnx",
        "..,net.onnx",
        "a/b,net.onnx"
    })
    void manifest_nameLeadsOut_refused(String id, String path) {
        String json = """
                {"models": [{"id": "%s", "source": "folder", "origin": "x", "variants": [{"precision": "q4"}],
                  "files": [{"path": "%s"}]}]}
                """.formatted(id, path);
        assertThrows(
                IllegalArgumentException.class,
                () -> Manifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q4,f16 | net | q4,f16 | 'q4,f16' is empty, or has",
                "q4=f16 | net | q4=f16 | 'q4=f16' is empty, or has",
                "' q4'  | net | ' q4'  | ' q4' is empty, or has",
                "''     | net | ''     | '' is empty, or has",
                "q4     | n=t | q4     | part 'n=t' is empty, or has",
                "q4     | net | q8     | net.onnx is of precision 'q8', which is not one of its variants",
            })
    void manifest_nameThatNoMixtureCanHave_refused(String precision, String part, String ofFile, String told) {
        String json = """
                {"models": [{"id": "mine", "source": "folder", "origin": "x", "variants": [{"precision": "%s"}],
                  "files": [{"path": "net.onnx", "part": "%s", "precision": "%s"}]}]}
                """.formatted(precision, part, ofFile);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Manifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .getMessage();
        assertTrue(message.contains(told), message);
    }
}
