package io.mynah.engine.onnx.chatterbox;

import static io.mynah.engine.onnx.chatterbox.Disagreement.unlessClose;
import static io.mynah.engine.onnx.chatterbox.Disagreement.unlessEqual;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.GoldenCheck;
import io.mynah.api.voice.ClipAudio;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.runtime.tokenizers.Tokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the code of this engine on a set of recorded results: texts, tokens, loudness, sampler, voices and whole cases. Ids,
 * texts and lengths must be equal; logits may differ by 0.01, samples and values of voices by 0.001, scores by 1e-9 and gains by
 * 1e-6 of themselves, loudness by 1e-5 LU.
 *
 * <p>Sums, root mean square, peak and ramp of samples may differ by what follows from 0.001 a sample, which is no stricter; a
 * step's largest and last score are logits, and the first samples of a clip that was made louder are samples. For the rest the
 * format has no rule and nothing is compared: how likely a step's token was and how many were left ({@code p}, {@code lo}, {@code
 * hi} and {@code kept} of cases, {@code probs} of the sampler), as logits that may differ move all of them, and hashes.
 */
@Component
public final class ChatterboxGoldens implements GoldenCheck {
    private static final double LOGIT_TOLERANCE = 1e-2;
    private static final double AUDIO_TOLERANCE = 1e-3;
    private static final double VOICE_TOLERANCE = 1e-3;
    private static final double SCORE_TOLERANCE = 1e-9;
    private static final double LOUDNESS_TOLERANCE = 1e-5;
    private static final double GAIN_TOLERANCE = 1e-6;

    /** After so many samples their weights begin again, with one. */
    private static final int RAMP = 97;

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
                set,
                "normalize.json",
                each -> unlessEqual(
                        "text",
                        each.required("output").asText(),
                        Punctuation.normalize(each.required("input").asText()))));
        try (Tokenizer tokenizer = Tokenizer.read(set.model().resolve("tokenizer.json"))) {
            scores.add(score("tokenizer", set, "tokenize.json", each -> tokens(tokenizer, each)));
        } catch (IOException e) {
            scores.add(new Score("tokenizer", 0, 0, List.of("model/tokenizer.json: " + reason(e))));
        }
        scores.add(score("loudness", set, "loudness.json", each -> loudness(set, each)));
        scores.add(score("sampler", set, "sampler.json", ChatterboxGoldens::sampler));
        try (Models models = new Models(set.model())) {
            scores.add(score("voices", set, "voices.json", each -> voice(set, models, each)));
            scores.add(score("cases", set, "index.json", each -> aCase(set, models, each)));
        }
        return scores;
    }

    /** A kind of which nothing can be read has failed, and the others are compared nevertheless. */
    private static Score score(String kind, GoldenSet set, String file, Comparison comparison) {
        List<String> failures = new ArrayList<>();
        JsonNode records;
        try {
            JsonNode content = set.records(file);
            records = content.isArray() ? content : content.required("cases");
        } catch (IOException | RuntimeException e) {
            return new Score(kind, 0, 0, List.of("golden/" + file + " cannot be read: " + reason(e)));
        }
        int number = 0;
        for (JsonNode each : records) {
            number++;
            String name = each.path("id").asText(each.path("name").asText("number " + number));
            try {
                comparison.compare(each);
            } catch (Disagreement | IOException | OrtException | EngineException | RuntimeException e) {
                failures.add(name + ": " + reason(e));
            }
        }
        return new Score(kind, number - failures.size(), number, failures);
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no file " + e.getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void tokens(Tokenizer tokenizer, JsonNode each) throws Disagreement {
        String text = each.required("input").asText();
        unlessEqual("ids", each.required("ids"), ChatterboxModel.ids(tokenizer, text));
        unlessEqual("ids without specials", each.required("ids_without_specials"), tokenizer.ids(text, false));
    }

    private void loudness(GoldenSet set, JsonNode each) throws IOException, Disagreement {
        float[] samples = set.clip(each);
        double gain = clips.gain(samples, ChatterboxModel.SAMPLE_RATE);
        double expected = each.required("gain").asDouble();
        unlessClose("gain", expected, gain, GAIN_TOLERANCE * expected);
        // Silence has a loudness of minus infinity, which is null or what Python writes, and which its gain does not
        // tell.
        if (Double.isFinite(each.path("lufs").asDouble(Double.NaN))) {
            double loudness = ClipAudio.LOUDNESS - 20 * Math.log10(gain);
            unlessClose("loudness", each.required("lufs").asDouble(), loudness, LOUDNESS_TOLERANCE);
        }
        Levels.raise(samples, gain);
        JsonNode first = each.path("first64");
        for (int i = 0; i < first.size(); i++) {
            unlessClose("sample " + i, first.get(i), samples[i], AUDIO_TOLERANCE);
        }
        unlessClose("root mean square", each.path("rms"), rootMeanSquare(samples), AUDIO_TOLERANCE);
    }

    private static void sampler(JsonNode each) throws EngineException, Disagreement {
        JsonNode given = each.required("logits");
        float[] logits = new float[given.size()];
        for (int id = 0; id < logits.length; id++) {
            logits[id] = given.get(id).isNull()
                    ? Float.NEGATIVE_INFINITY
                    : (float) given.get(id).asDouble();
        }
        BitSet history = new BitSet();
        each.required("history").forEach(id -> history.set(id.asInt()));
        Sampler sampler = new Sampler(GoldenSet.decoding(each.required("params")), logits.length);
        int token = sampler.next(logits, history, () -> each.required("u").asDouble());
        unlessEqual("token", each.required("token").asInt(), token);
        if (!each.required("kept").isNull()) {
            unlessEqual("kept", each.required("kept").asInt(), sampler.kept());
        }
        for (int id = 0; id < logits.length; id++) {
            JsonNode score = each.required("scores").get(id);
            double expected = score.isNull() ? Double.NEGATIVE_INFINITY : score.asDouble();
            unlessClose("score of " + id, expected, sampler.scores()[id], SCORE_TOLERANCE * Math.abs(expected));
        }
    }

    private static void voice(GoldenSet set, Models models, JsonNode each)
            throws IOException, OrtException, Disagreement {
        ChatterboxModel model = models.of(each.required("dtype").asText());
        Conditioning voice = model.listen(set.levelled(each), models.options);
        unlessEqual("audio tokens", each.required("audio_tokens"), voice.tokens());
        JsonNode shapes = each.required("shapes");
        int width = shapes.required("audio_features").get(2).asInt();
        unlessEqual("features", shapes.required("audio_features").get(1).asInt() * width, voice.features().length);
        unlessEqual("mel frames", shapes.required("speaker_features").get(1).asInt(), voice.melFrames());
        float[] expected = set.floats(each.required("values").asText());
        float[] found = new float[voice.speaker().length + 2 * width + 2 * voice.melBands()];
        System.arraycopy(voice.speaker(), 0, found, 0, voice.speaker().length);
        System.arraycopy(voice.features(), 0, found, voice.speaker().length, 2 * width);
        System.arraycopy(voice.mel(), 0, found, voice.speaker().length + 2 * width, 2 * voice.melBands());
        unlessClose("values", expected, found, VOICE_TOLERANCE);
    }

    private static void aCase(GoldenSet set, Models models, JsonNode entry)
            throws IOException, OrtException, EngineException, Disagreement {
        JsonNode expected = set.records("cases/" + entry.required("id").asText() + ".json");
        ChatterboxModel model = models.of(expected.required("dtype").asText());
        Conditioning voice = model.listen(set.levelled(expected.required("ref")), models.options);
        String text = Punctuation.normalize(expected.required("text").asText());
        unlessEqual("normalized", expected.required("normalized").asText(), text);
        long[] ids = model.ids(text);
        unlessEqual("input ids", expected.required("input_ids"), ids);

        GoldenSteps steps = new GoldenSteps(set, expected, model.speech(), LOGIT_TOLERANCE);
        Generation generation;
        try (TokenStream tokens = model.tokens(models.options)) {
            generation = Generation.of(
                    tokens,
                    voice,
                    ids,
                    GoldenSet.decoding(expected.required("params")),
                    expected.required("params").required("max_new_tokens").asInt(),
                    Generation.Watch.NONE, // a loop goes on in the records
                    set.uniforms(expected.required("uniforms")),
                    steps);
        }
        unlessEqual("steps", expected.required("lm_steps").asInt(), steps.count());
        unlessEqual(
                "speech tokens",
                expected.required("speech_tokens"),
                Arrays.stream(generation.tokens()).asLongStream().toArray());
        unlessEqual(
                "stop reason", expected.required("stop_reason").asText(), generation.finished() ? "stop" : "length");
        long[] decoded = model.decoderTokens(voice, generation.tokens());
        unlessEqual("decoder tokens", expected.required("decoder_tokens"), decoded);
        audio(set, expected.required("audio"), model.sound(voice, decoded, models.options));
    }

    private static void audio(GoldenSet set, JsonNode expected, float[] samples) throws IOException, Disagreement {
        unlessEqual("samples", expected.required("samples").asInt(), samples.length);
        if (expected.path("full").isTextual()) {
            unlessClose("audio", set.floats(expected.required("full").asText()), samples, AUDIO_TOLERANCE);
        }
        float[] every32 = new float[(samples.length + 31) / 32];
        for (int i = 0; i < every32.length; i++) {
            every32[i] = samples[32 * i];
        }
        unlessClose("audio", set.floats(expected.required("every32").asText()), every32, AUDIO_TOLERANCE);
        double sum = 0;
        double absolute = 0;
        double peak = 0;
        double ramp = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double weight = i % RAMP + 1.0;
            sum += samples[i];
            absolute += Math.abs(samples[i]);
            peak = Math.max(peak, Math.abs(samples[i]));
            ramp += samples[i] * weight;
            weights += weight;
        }
        unlessClose("sum of samples", expected.path("sum"), sum, AUDIO_TOLERANCE * samples.length);
        unlessClose("sum of absolute samples", expected.path("sum_abs"), absolute, AUDIO_TOLERANCE * samples.length);
        unlessClose("root mean square", expected.path("rms"), rootMeanSquare(samples), AUDIO_TOLERANCE);
        unlessClose("peak", expected.path("peak"), peak, AUDIO_TOLERANCE);
        unlessClose("ramp", expected.path("ramp"), ramp, AUDIO_TOLERANCE * weights);
    }

    private static double rootMeanSquare(float[] samples) {
        double squares = 0;
        for (float sample : samples) {
            squares += (double) sample * sample;
        }
        return Math.sqrt(squares / Math.max(1, samples.length));
    }

    /** The set's model in each precision, or mixture of them, that is asked for. */
    private static final class Models implements AutoCloseable {
        private final Path folder;
        private final Map<Mix, ChatterboxModel> models = new HashMap<>();
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
            Mix mix = Mix.parse(dtype);
            ChatterboxModel model = models.get(mix);
            if (model == null) {
                model = ChatterboxModel.load(folder, mix::of, new OrtSessions(), Device.CPU);
                models.put(mix, model);
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
