package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.Sessions;
import io.mynah.runtime.tokenizers.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model's four graphs and its tokenizer. Its stages: a clip becomes a
 * {@link Conditioning}, a text tokens, tokens become speech tokens, and these sound. One utterance at a time; not to be
 * closed while it runs.
 */
final class ChatterboxModel implements AutoCloseable {
    /** Samples in a second, of clips and of speech. */
    static final int SAMPLE_RATE = 24_000;

    /** As many as the specification names (section 5); it bounds what the mask takes. A model may have fewer, and tells so. */
    private static final int MOST_POSITIONS = 8196;

    private static final float EXAGGERATION = 0.5f;

    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final int STARTS_OF_SPEECH = 2;

    private final Tokenizer tokenizer;
    private final SpeechTokens speech;
    private final Graph encoder;
    private final Graph embeddings;
    private final Graph language;
    private final Graph decoder;

    private ChatterboxModel(
            Tokenizer tokenizer, SpeechTokens speech, Graph encoder, Graph embeddings, Graph language, Graph decoder) {
        this.tokenizer = tokenizer;
        this.speech = speech;
        this.encoder = encoder;
        this.embeddings = embeddings;
        this.language = language;
        this.decoder = decoder;
    }

    /**
     * Loads a model.
     *
     * @param folder as it is downloaded: {@code tokenizer.json}, and the graphs in {@code onnx/}
     * @param precision of a graph, by its name
     * @param device of those graphs that gain by it, see {@link GraphDevices}
     * @throws IOException with a message for people, if a file is missing or cannot be used
     */
    static ChatterboxModel load(Path folder, Function<String, Precision> precision, Sessions sessions, Device device)
            throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            Tokenizer tokenizer = Tokenizer.read(folder.resolve("tokenizer.json"));
            open.push(tokenizer);
            List<Graph> graphs = new ArrayList<>();
            for (String name : Mix.GRAPHS) {
                Precision stored = precision.apply(name);
                Path file = folder.resolve("onnx").resolve(stored.file(name));
                Graph graph = Graph.open(sessions, file, Signature.of(name), GraphDevices.of(name, stored, device));
                open.push(graph);
                graphs.add(graph);
            }
            SpeechTokens speech = SpeechTokens.read(folder, graphs.get(2).lastSize("logits"));
            return new ChatterboxModel(tokenizer, speech, graphs.get(0), graphs.get(1), graphs.get(2), graphs.get(3));
        } catch (IOException | RuntimeException e) {
            for (AutoCloseable each : open) {
                Networks.closeAfter(e, each);
            }
            throw e;
        }
    }

    /**
     * Listens to a clip.
     *
     * @param samples mono, {@value #SAMPLE_RATE} Hz
     */
    Conditioning listen(float[] samples, RunOptions options) throws OrtException {
        try (OnnxTensor audio = encoder.floats("audio_values", FloatBuffer.wrap(samples), 1, samples.length);
                OrtSession.Result result = encoder.session().run(Map.of("audio_values", audio), options)) {
            OnnxTensor mel = tensor(result, "speaker_features");
            return new Conditioning(
                    values(tensor(result, "audio_features")),
                    wholes(tensor(result, "audio_tokens")),
                    values(tensor(result, "speaker_embeddings")),
                    values(mel),
                    Math.toIntExact(mel.getInfo().getShape()[2]));
        }
    }

    /** The tokens of a text that is written as the model knows it ({@link Punctuation}). */
    long[] ids(String text) {
        return ids(tokenizer, text);
    }

    /**
     * The tokens of a text and two ends of text, out of which the graph makes two starts of speech. The tokenizer adds them; one
     * whose file has lost the part that does so is helped.
     */
    static long[] ids(Tokenizer tokenizer, String text) {
        long[] ids = tokenizer.ids(text, true);
        long[] end = tokenizer.ids(END_OF_TEXT, false);
        // Not their number: a file that cuts long texts makes room for what it adds.
        if (end.length != 1 || !Arrays.equals(ids, tokenizer.ids(text, false))) {
            return ids;
        }
        long[] longer = Arrays.copyOf(ids, ids.length + STARTS_OF_SPEECH);
        Arrays.fill(longer, ids.length, longer.length, end[0]);
        return longer;
    }

    /** Where speech begins and ends among the ids. */
    SpeechTokens speech() {
        return speech;
    }

    /** A way through one text; the caller closes it. */
    TokenStream tokens(RunOptions options) {
        return new TokenStream(embeddings, language, speech, MOST_POSITIONS, EXAGGERATION, options);
    }

    /**
     * What {@link #sound} is given. The model that knows exaggeration, Turbo's elder, is decoded without silence at the end.
     *
     * @param spoken from {@link Generation}
     */
    long[] decoderTokens(Conditioning voice, int[] spoken) {
        return speech.forDecoder(voice.tokens(), spoken, !embeddings.takes(TokenStream.EXAGGERATION));
    }

    /**
     * How speech tokens sound in a voice.
     *
     * @param tokens from {@link #decoderTokens}
     * @return mono, {@value #SAMPLE_RATE} Hz, without the clip's own part
     */
    float[] sound(Conditioning voice, long[] tokens, RunOptions options) throws OrtException {
        try (Closeables open = new Closeables()) {
            Map<String, OnnxTensorLike> in = new HashMap<>();
            in.put("speech_tokens", open.add(decoder.wholes("speech_tokens", tokens)));
            in.put(
                    "speaker_embeddings",
                    open.add(decoder.floats(
                            "speaker_embeddings", FloatBuffer.wrap(voice.speaker()), 1, voice.speaker().length)));
            in.put(
                    "speaker_features",
                    open.add(decoder.floats(
                            "speaker_features",
                            FloatBuffer.wrap(voice.mel()),
                            1,
                            voice.melFrames(),
                            voice.melBands())));
            try (OrtSession.Result result = decoder.session().run(in, options)) {
                return values(tensor(result, "waveform"));
            }
        }
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) throws OrtException {
        return (OnnxTensor) result.get(name).orElseThrow(() -> new OrtException("the graph gave no " + name));
    }

    private static long[] wholes(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.INT64) {
            return tensor.getLongBuffer().array();
        }
        IntBuffer buffer = tensor.getIntBuffer();
        long[] values = new long[buffer.remaining()];
        Arrays.setAll(values, buffer::get);
        return values;
    }

    private static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        decoder.close();
        language.close();
        embeddings.close();
        encoder.close();
        tokenizer.close();
    }
}
