package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.GoldenCheck.Score;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.speaker.ClipReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that have little in common with the tiny one; {@code src/test/scripts/chatterbox_sets.py} made them. */
class OtherSetsTest {
    private static final Path SETS = Path.of("src/test/resources/chatterbox-sets");

    @TempDir
    private Path folder;

    static void unpack(String set, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(SETS.resolve(set + ".zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path to = folder.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                Files.copy(zip, to);
            }
        }
        Files.createDirectories(folder.resolve("ref"));
        Files.copy(TinyModel.SET.resolve("ref/voice.wav"), folder.resolve("ref/voice.wav"));
    }

    private List<Score> check() throws IOException {
        return new ChatterboxGoldens(new ClipReader()).check(folder);
    }

    /**
     * Grouped heads, other operators of attention, masks of booleans and of floats, weights in blocks of 4 and 8 bits, 30 layers,
     * 32-bit integers, 16-bit floats, other ends of speech, caches that grow elsewhere and more.
     */
    @ParameterizedTest
    @ValueSource(strings = {"grouped", "narrow", "nano", "standard", "blocks", "masked", "multilingual"})
    void check_setOfAnotherModel_allAgree(String set) throws IOException {
        unpack(set, folder);
        List<Score> scores = check();
        assertEquals(
                List.of(),
                scores.stream().flatMap(score -> score.failures().stream()).toList());
        assertEquals(7, scores.get(5).passed());
    }

    @Test
    void check_filesMissing_areFailuresOfTheirKind() throws IOException {
        unpack("nano", folder);
        Files.delete(folder.resolve("golden/loudness.json"));
        Files.delete(folder.resolve("golden/cases/sample-hf.json"));
        Files.delete(folder.resolve("model/onnx/conditional_decoder_fp16.onnx"));
        List<Score> scores = check();
        assertEquals(6, scores.size());
        assertEquals(1, scores.get(2).failures().size());
        assertTrue(scores.get(2).failures().get(0).startsWith("golden/loudness.json cannot be read"));
        assertEquals(1, scores.get(4).failures().size(), "the voice in 16 bits");
        assertEquals(4, scores.get(5).passed());
        assertTrue(scores.get(5).failures().stream().allMatch(each -> each.contains(": ")));
    }

    @Test
    void open_unknownInput_namesGraphInputAndType() throws IOException {
        unpack("multilingual", folder);
        Path embeddings = folder.resolve("model/onnx/embed_tokens.onnx");
        IOException failure = assertThrows(
                IOException.class,
                () -> Graph.open(new OrtSessions(), embeddings, Signature.of("conditional_decoder"), Device.CPU));
        assertTrue(failure.getMessage().startsWith("embed_tokens.onnx has no input "), failure::getMessage);
        Signature turbo = new Signature(
                Set.of("input_ids"),
                Set.of("position_ids"),
                Set.of("input_ids", "position_ids"),
                Set.of("inputs_embeds"));
        failure = assertThrows(IOException.class, () -> Graph.open(new OrtSessions(), embeddings, turbo, Device.CPU));
        assertEquals(
                "embed_tokens.onnx wants the input exaggeration (FLOAT [-1]), which nothing here knows",
                failure.getMessage());
        Signature renamed = new Signature(
                turbo.needed(), Set.of("position_ids", "exaggeration"), turbo.wholes(), Set.of("embeddings"));
        failure = assertThrows(IOException.class, () -> Graph.open(new OrtSessions(), embeddings, renamed, Device.CPU));
        assertEquals("embed_tokens.onnx has no output embeddings, only [inputs_embeds]", failure.getMessage());
    }
}
