package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.GoldenCheck;
import io.mynah.api.voice.ClipAudio;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.runtime.tokenizers.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the code of this engine on a set of recorded results: texts, tokens, loudness, sampler, voices and whole cases. Ids,
 * texts and lengths must be equal; logits may differ by 0.01, samples and values of voices by 0.001.
 */
@Component
public final class ChatterboxGoldens implements GoldenCheck {
    private static final double LOGIT_TOLERANCE = 1e-2;
    private static final double AUDIO_TOLERANCE = 1e-3;
    private static final double VOICE_TOLERANCE = 1e-3;
    private static final double SCORE_TOLERANCE = 1e-9;
    private static final double LOUDNESS_TOLERANCE = 1e-5;
    private static final double GAIN_TOLERANCE = 1e-6;

    private final ClipAudio clips;

    @Activate
    public ChatterboxGoldens(@Reference ClipAudio clips) {
        this.clips = clips;
    }

    /** Whether one record agrees. */
    private interface Comparison {
        /** @throws Disagreement if not */
        void compare(JsonNode expected) throws IOException, OrtException, EngineException, Disagreement;
    }

    private static final class Disagreement extends Exception {
        private static final long serialVersionUID = 1L;

        Disagreement(String message) {
            super(message);
        }
    }

    @Override
    public boolean understands(Path set) {
        return new GoldenSet(set, clips).isThere();
    }

    @Override
    public List<Score> check(Path folder) throws IOException {
        GoldenSet set = new GoldenSet(folder, clips);
        List<Score> scores = new ArrayList<>();
        scores.add(score(
                "clean-up",
                set.records("normalize.json"),
                each -> equal(
                        "text",
                        each.get("output").asText(),
                        Punctuation.normalize(each.get("input").asText()))));
        try (Tokenizer tokenizer = Tokenizer.read(set.model().resolve("tokenizer.json"))) {
            scores.add(score("tokenizer", set.records("tokenize.json"), each -> tokens(tokenizer, each)));
        }
        scores.add(score("loudness", set.records("loudness.json"), each -> loudness(set, each)));
        scores.add(score("sampler", set.records("sampler.json"), ChatterboxGoldens::sampler));
        try (Models models = new Models(set.model())) {
            scores.add(score("voices", set.records("voices.json"), each -> voice(set, models, each)));
            scores.add(score("cases", set.records("index.json").get("cases"), each -> aCase(set, models, each)));
        }
        return scores;
    }

    private static Score score(String kind, JsonNode records, Comparison comparison) throws IOException {
        List<String> failures = new ArrayList<>();
        int number = 0;
        for (JsonNode each : records) {
            number++;
            String name = each.path("id").asText(each.path("name").asText("number " + number));
            try {
                comparison.compare(each);
            } catch (Disagreement | OrtException | EngineException | RuntimeException e) {
                failures.add(name + ": " + e.getMessage());
            }
        }
        return new Score(kind, number - failures.size(), number, failures);
    }

    private static void tokens(Tokenizer tokenizer, JsonNode each) throws Disagreement {
        String text = each.get("input").asText();
        equal("ids", each.get("ids"), tokenizer.ids(text, true));
        equal("ids without specials", each.get("ids_without_specials"), tokenizer.ids(text, false));
    }

    private void loudness(GoldenSet set, JsonNode each) throws IOException, Disagreement {
        double gain = clips.gain(set.clip(each), ChatterboxModel.SAMPLE_RATE);
        double expected = each.get("gain").asDouble();
        close("gain", expected, gain, GAIN_TOLERANCE * expected);
        if (!each.get("lufs").isNull()) {
            double loudness = ClipAudio.LOUDNESS - 20 * Math.log10(gain);
            close("loudness", each.get("lufs").asDouble(), loudness, LOUDNESS_TOLERANCE);
        }
    }

    private static void sampler(JsonNode each) throws EngineException, Disagreement {
        JsonNode given = each.get("logits");
        float[] logits = new float[given.size()];
        for (int id = 0; id < logits.length; id++) {
            logits[id] = given.get(id).isNull()
                    ? Float.NEGATIVE_INFINITY
                    : (float) given.get(id).asDouble();
        }
        BitSet history = new BitSet();
        each.get("history").forEach(id -> history.set(id.asInt()));
        Sampler sampler = new Sampler(GoldenSet.decoding(each.get("params")), logits.length);
        int token = sampler.next(logits, history, () -> each.get("u").asDouble());
        equal("token", each.get("token").asInt(), token);
        if (!each.get("kept").isNull()) {
            equal("kept", each.get("kept").asInt(), sampler.kept());
        }
        for (int id = 0; id < logits.length; id++) {
            JsonNode score = each.get("scores").get(id);
            double expected = score.isNull() ? Double.NEGATIVE_INFINITY : score.asDouble();
            close("score of " + id, expected, sampler.scores()[id], SCORE_TOLERANCE * Math.abs(expected));
        }
    }

    private static void voice(GoldenSet set, Models models, JsonNode each)
            throws IOException, OrtException, Disagreement {
        ChatterboxModel model = models.of(each.get("dtype").asText());
        Conditioning voice = model.listen(set.levelled(each), models.options);
        equal("audio tokens", each.get("audio_tokens"), voice.tokens());
        JsonNode shapes = each.get("shapes");
        int width = shapes.get("audio_features").get(2).asInt();
        equal("features", shapes.get("audio_features").get(1).asInt() * width, voice.features().length);
        equal("mel frames", shapes.get("speaker_features").get(1).asInt(), voice.melFrames());
        float[] expected = set.floats(each.get("values").asText());
        float[] found = new float[voice.speaker().length + 2 * width + 2 * voice.melBands()];
        System.arraycopy(voice.speaker(), 0, found, 0, voice.speaker().length);
        System.arraycopy(voice.features(), 0, found, voice.speaker().length, 2 * width);
        System.arraycopy(voice.mel(), 0, found, voice.speaker().length + 2 * width, 2 * voice.melBands());
        close("values", expected, found, VOICE_TOLERANCE);
    }

    private static void aCase(GoldenSet set, Models models, JsonNode entry)
            throws IOException, OrtException, EngineException, Disagreement {
        JsonNode expected = set.records("cases/" + entry.get("id").asText() + ".json");
        ChatterboxModel model = models.of(expected.get("dtype").asText());
        Conditioning voice = model.listen(set.levelled(expected.get("ref")), models.options);
        String text = Punctuation.normalize(expected.get("text").asText());
        equal("normalized", expected.get("normalized").asText(), text);
        long[] ids = model.ids(text);
        equal("input ids", expected.get("input_ids"), ids);

        float[] logits = set.floats(expected.get("logits100").get("file").asText());
        int width = expected.get("logits100").get("shape").get(1).asInt();
        double[] worst = {0};
        int[] steps = {0};
        Generation generation;
        try (TokenStream tokens = model.tokens(models.options)) {
            generation = Generation.of(
                    tokens,
                    voice,
                    ids,
                    GoldenSet.decoding(expected.get("params")),
                    expected.get("params").get("max_new_tokens").asInt(),
                    Generation.Watch.NONE, // a loop goes on in the records
                    set.uniforms(expected.get("uniforms")),
                    (scores, sampler, token) -> {
                        int row = width * steps[0]++;
                        for (int i = 0; i < width && row + i < logits.length; i++) {
                            worst[0] = Math.max(worst[0], Math.abs(scores[i] - logits[row + i]));
                        }
                    });
        }
        equal("steps", expected.get("lm_steps").asInt(), steps[0]);
        close("logits", 0, worst[0], LOGIT_TOLERANCE);
        equal(
                "speech tokens",
                expected.get("speech_tokens"),
                Arrays.stream(generation.tokens()).asLongStream().toArray());
        equal("stop reason", expected.get("stop_reason").asText(), generation.finished() ? "stop" : "length");
        long[] decoded = model.decoderTokens(voice, generation.tokens());
        equal("decoder tokens", expected.get("decoder_tokens"), decoded);
        audio(set, expected.get("audio"), model.sound(voice, decoded, models.options));
    }

    private static void audio(GoldenSet set, JsonNode expected, float[] samples) throws IOException, Disagreement {
        equal("samples", expected.get("samples").asInt(), samples.length);
        if (!expected.get("full").isNull()) {
            close("audio", set.floats(expected.get("full").asText()), samples, AUDIO_TOLERANCE);
        }
        float[] every32 = new float[(samples.length + 31) / 32];
        for (int i = 0; i < every32.length; i++) {
            every32[i] = samples[32 * i];
        }
        close("audio", set.floats(expected.get("every32").asText()), every32, AUDIO_TOLERANCE);
        double sum = 0;
        for (float sample : samples) {
            sum += Math.abs(sample);
        }
        close("sum of samples", expected.get("sum_abs").asDouble(), sum, AUDIO_TOLERANCE * samples.length);
    }

    private static void equal(String what, JsonNode expected, long[] found) throws Disagreement {
        long[] wanted = GoldenSet.longs(expected);
        int at = Arrays.mismatch(wanted, found);
        if (at >= 0) {
            throw new Disagreement(what + " differ from number " + at + " on; " + found.length + " instead of "
                    + wanted.length + " of them");
        }
    }

    private static void equal(String what, Object expected, Object found) throws Disagreement {
        if (!expected.equals(found)) {
            throw new Disagreement(what + ": '" + found + "' instead of '" + expected + "'");
        }
    }

    private static void close(String what, float[] expected, float[] found, double tolerance) throws Disagreement {
        equal("number of " + what, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            close(what + " " + i, expected[i], found[i], tolerance);
        }
    }

    private static void close(String what, double expected, double found, double tolerance) throws Disagreement {
        if (expected != found && !(Math.abs(expected - found) <= tolerance)) {
            throw new Disagreement(what + ": " + found + " instead of " + expected);
        }
    }

    /** The set's model in each precision that is asked for. */
    private static final class Models implements AutoCloseable {
        private final Path folder;
        private final Map<Precision, ChatterboxModel> models = new EnumMap<>(Precision.class);
        private final RunOptions options;

        Models(Path folder) throws IOException {
            this.folder = folder;
            try {
                options = new RunOptions();
            } catch (OrtException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        ChatterboxModel of(String dtype) throws IOException, OrtException {
            Precision precision = Precision.of(dtype);
            ChatterboxModel model = models.get(precision);
            if (model == null) {
                model = ChatterboxModel.load(folder, graph -> precision, new OrtSessions(), Device.CPU);
                models.put(precision, model);
            }
            return model;
        }

        @Override
        public void close() {
            models.values().forEach(ChatterboxModel::close);
            options.close();
        }
    }
}
