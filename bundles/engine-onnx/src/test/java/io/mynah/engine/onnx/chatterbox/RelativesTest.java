package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.RunOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.engine.EngineInfo;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.engine.onnx.device.Sessions;
import io.mynah.speaker.ClipReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models with other inputs and sizes by the same loop; {@code src/test/scripts/chatterbox_relatives.py} made them. */
class RelativesTest {
    private static final Path MULTILINGUAL = Path.of("src/test/resources/chatterbox-multilingual");
    private static final Decoding GREEDY = new Decoding(false, 1, 0, 1, 0, 1, Decoding.Order.TURBO);

    @TempDir
    private static Path model;

    /** The derived graphs share the tiny set's weights, which ONNX Runtime wants beside them. */
    @BeforeAll
    static void assemble() throws IOException {
        Files.createDirectories(model.resolve("onnx"));
        copy(TinyModel.SET.resolve("model/onnx"), model.resolve("onnx"));
        copy(MULTILINGUAL.resolve("onnx"), model.resolve("onnx"));
        copy(MULTILINGUAL, model);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** With 16-bit floats outside the language model alone, they are converted on the way to it and back. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "FP16"})
    void multilingual_textsOfSeveralLanguages_areSpokenAsRecorded(Precision precision) throws Exception {
        LanguageTags tags = LanguageTags.read(model.resolve("tokenizer.json"));
        float[] clip = new ClipReader().read(TinyModel.SET.resolve("ref/voice.wav"), 24_000, 6);
        try (RunOptions options = new RunOptions();
                ChatterboxModel network = ChatterboxModel.load(
                        model,
                        graph -> graph.equals("language_model") ? precision : Precision.FP32,
                        new OrtSessions(),
                        Device.CPU)) {
            Conditioning voice = network.listen(clip, options);
            for (JsonNode each : new ObjectMapper()
                    .readTree(MULTILINGUAL.resolve("recorded.json").toFile())) {
                if (!each.get("language_model").asText().equals(precision.id())) {
                    continue;
                }
                String text = each.get("text").asText();
                long[] ids = network.ids(tags.tagged(text, each.get("language").asText()));
                assertArrayEquals(GoldenSet.longs(each.get("ids")), ids, text);
                int[] spoken = generated(network, voice, ids, options);
                assertArrayEquals(
                        GoldenSet.longs(each.get("tokens")),
                        Arrays.stream(spoken).asLongStream().toArray(),
                        text);
                float[] sound = network.sound(voice, network.decoderTokens(voice, spoken), options);
                assertEquals(each.get("samples").asInt(), sound.length, text);
                double sum = 0;
                for (float sample : sound) {
                    sum += Math.abs(sample);
                }
                assertEquals(each.get("sum_abs").asDouble(), sum, 1e-3 * sum, text);
            }
        }
    }

    private static int[] generated(ChatterboxModel network, Conditioning voice, long[] ids, RunOptions options)
            throws Exception {
        try (TokenStream tokens = network.tokens(options)) {
            return Generation.of(
                            tokens,
                            voice,
                            ids,
                            GREEDY,
                            30,
                            Generation.Watch.NONE,
                            () -> 0,
                            (logits, sampler, token) -> {})
                    .tokens();
        }
    }

    @Test
    void languages_ofEachModel_areThoseOfItsTokenizer() throws IOException {
        LanguageTags many = LanguageTags.read(model.resolve("tokenizer.json"));
        // Chinese, Japanese and Hebrew would have to be written otherwise first.
        assertEquals(List.of("English", "French", "German", "Korean"), many.names());
        assertEquals("[de]Ja.", many.tagged("Ja.", "german"));
        assertEquals("[en]Yes.", many.tagged("Yes.", "Auto"));
        LanguageTags turbo = LanguageTags.read(TinyModel.SET.resolve("model/tokenizer.json"));
        assertFalse(turbo.areThere());
        assertEquals(List.of("English"), turbo.names());
        assertEquals("Yes.", turbo.tagged("Yes.", "English"));
    }

    @Test
    void info_ofEachModel_namesWhatActsOnIt() throws IOException {
        EngineInfo many = ChatterboxComponent.info("1", LanguageTags.read(model.resolve("tokenizer.json")));
        assertTrue(many.parameters().contains("language") && many.speaks("German"));
        assertFalse(many.features().contains("tags"));
        EngineInfo turbo =
                ChatterboxComponent.info("1", LanguageTags.read(TinyModel.SET.resolve("model/tokenizer.json")));
        assertFalse(turbo.parameters().contains("language") || turbo.speaks("German"));
        assertFalse(turbo.parameters().contains("min_p"));
        assertTrue(turbo.features().contains("tags"));
    }

    /** 24 layers, 16 heads of 64 values, which nothing of the tiny set has. */
    @Test
    void otherSizes_stepByStep_areAsIfReadAtOnce() throws Exception {
        Path graphs = Path.of("../../bench/graphs");
        Sessions sessions = new OrtSessions();
        try (RunOptions options = new RunOptions();
                Graph embeddings = Graph.open(
                        sessions, graphs.resolve("embed_tokens.onnx"), Signature.of("embed_tokens"), Device.CPU);
                Graph language = Graph.open(
                        sessions, graphs.resolve("language_model.onnx"), Signature.of("language_model"), Device.CPU)) {
            float[] stepwise = {};
            try (TokenStream stream = new TokenStream(embeddings, language, SpeechTokens.USUAL, 64, 0.5f, options)) {
                stream.begin(new float[0], new long[] {5, 6, 7});
                for (int id = 100; id < 110; id++) {
                    stepwise = stream.next(id).clone();
                }
            }
            long[] all = {5, 6, 7, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109};
            try (TokenStream stream = new TokenStream(embeddings, language, SpeechTokens.USUAL, 64, 0.5f, options)) {
                assertArrayEquals(stream.begin(new float[0], all), stepwise, 1e-3f);
            }
        }
    }
}
