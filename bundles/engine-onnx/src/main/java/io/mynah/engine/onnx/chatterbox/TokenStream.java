package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The language model on its way through one text. What it has seen stays in the tensors of its last run (keys and values of
 * each layer), which the next run gets as they are, without a copy through Java. All other memory is made once, before the
 * first step. Used by one thread.
 */
final class TokenStream implements AutoCloseable {
    /** An input of the models before Turbo. */
    static final String EXAGGERATION = "exaggeration";

    private static final String EMBEDDING = "inputs_embeds";
    private static final String LOGITS = "logits";
    private static final String POSITIONS = "position_ids";
    private static final String MASK = "attention_mask";
    private static final String IDS = "input_ids";

    private final Graph embeddings;
    private final Graph language;
    private final RunOptions options;
    private final float exaggeration;
    private final SpeechTokens speech;
    private final int longest;
    private final @Nullable WholeNumbers ones;

    private final Set<String> presents = new HashSet<>();
    private final Map<String, String> pastOf = new LinkedHashMap<>();

    /** What the first step leaves for all that come. */
    private @Nullable Step step;

    private OrtSession.@Nullable Result last;
    private int seen;
    private int steps;

    /**
     * @param speech where speech begins and ends among the ids
     * @param longest most positions, those of clip and text among them
     * @param options terminated when nobody waits any more
     */
    TokenStream(
            Graph embeddings,
            Graph language,
            SpeechTokens speech,
            int longest,
            float exaggeration,
            RunOptions options) {
        this.embeddings = embeddings;
        this.language = language;
        this.options = options;
        this.exaggeration = exaggeration;
        this.speech = speech;
        this.longest = longest;
        this.ones = language.takes(MASK) ? language.wholes(MASK, longest) : null;
        if (ones != null) {
            for (int i = 0; i < longest; i++) {
                ones.put(i, 1);
            }
        }
        for (String input : language.inputs()) {
            if (input.startsWith(Signature.PAST)) {
                String present = Signature.PRESENT + input.substring(Signature.PAST.length());
                presents.add(present);
                pastOf.put(present, input);
            }
        }
    }

    SpeechTokens speech() {
        return speech;
    }

    /**
     * Reads clip and text.
     *
     * @param features of {@link Conditioning}
     * @param ids of the text
     * @return the scores of the first token; valid until the next call
     * @throws EngineException if clip and text are longer than all positions
     */
    float[] begin(float[] features, long[] ids) throws OrtException, EngineException {
        if (step != null) {
            throw new IllegalStateException("it has begun");
        }
        float[] text = embedded(ids);
        int size = text.length / ids.length;
        int length = (features.length + text.length) / size;
        requirePosition(length - 1);
        FloatBuffer prefix = floats(length * size).put(features).put(text).rewind();
        try (Closeables open = new Closeables()) {
            Map<String, OnnxTensorLike> in = new HashMap<>();
            in.put(EMBEDDING, open.add(language.floats(EMBEDDING, prefix, 1, length, size)));
            for (String past : pastOf.values()) {
                in.put(past, open.add(language.floats(past, floats(0), language.emptyShape(past))));
            }
            if (ones != null) {
                in.put(MASK, open.add(ones.row(length)));
            }
            if (language.takes(POSITIONS)) {
                long[] positions = LongStream.range(0, length).toArray();
                in.put(POSITIONS, open.add(language.wholes(POSITIONS, positions)));
            }
            Set<String> wanted = new HashSet<>(presents);
            wanted.add(LOGITS);
            OrtSession.Result result = language.run(in, wanted, Map.of(), options);
            last = result;
            OnnxTensor every = (OnnxTensor) result.get(LOGITS).orElseThrow();
            long[] shape = every.getInfo().getShape();
            Step made = new Step(size, Math.toIntExact(shape[shape.length - 1]));
            step = made;
            FloatBuffer scores = every.getFloatBuffer();
            scores.get(scores.limit() - made.scores.length, made.scores);
            seen = length;
            return made.scores;
        }
    }

    /** Rows of the language model's size, one for each token. */
    float[] embedded(long[] ids) throws OrtException {
        try (Closeables open = new Closeables()) {
            Map<String, OnnxTensorLike> in = new HashMap<>();
            in.put(IDS, open.add(embeddings.wholes(IDS, ids)));
            if (embeddings.takes(POSITIONS)) {
                // Speech begins at 0, and each text token is one before its place.
                long[] places = new long[ids.length];
                for (int i = 0; i < places.length; i++) {
                    places[i] = ids[i] >= speech.start() ? 0 : i - 1L;
                }
                in.put(POSITIONS, open.add(embeddings.wholes(POSITIONS, places)));
            }
            if (embeddings.takes(EXAGGERATION)) {
                in.put(EXAGGERATION, open.add(exaggeration()));
            }
            try (OrtSession.Result result = embeddings.run(in, Set.of(EMBEDDING), Map.of(), options)) {
                FloatBuffer rows = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[rows.remaining()];
                rows.get(values);
                return values;
            }
        }
    }

    private OnnxTensor exaggeration() throws OrtException {
        return embeddings.floats(EXAGGERATION, floats(1).put(0, exaggeration), 1);
    }

    /**
     * Reads one more token.
     *
     * @return the scores of the next one; valid until the next call
     * @throws EngineException if it would stand behind the last position
     */
    float[] next(int id) throws OrtException, EngineException {
        Step now = step;
        OrtSession.Result before = last;
        if (now == null || before == null) {
            throw new IllegalStateException("it has not begun");
        }
        requirePosition(seen);
        now.embed(id, ++steps);
        pastOf.forEach((present, past) ->
                now.inputs.put(past, (OnnxTensor) before.get(present).orElseThrow()));
        last = now.run(seen);
        before.close();
        seen++;
        return now.scores;
    }

    private void requirePosition(int last) throws EngineException {
        if (last >= longest) {
            throw new EngineException(
                    EngineException.Kind.FAILED,
                    "Clip, text and speech are longer than the " + longest + " tokens that the model has places for.");
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
            last = null;
        }
        if (step != null) {
            step.close();
            step = null;
        }
    }

    /** Tensors that each step writes anew, and who gets them. */
    private final class Step implements AutoCloseable {
        private final float[] scores;
        private final Map<String, OnnxTensorLike> inputs = new HashMap<>();

        private final Closeables open = new Closeables();
        private final Map<String, OnnxTensorLike> embeddingInputs = new HashMap<>();
        private final Map<String, OnnxTensor> embeddingOutputs;
        private final Map<String, OnnxTensor> outputs;
        private final WholeNumbers token = embeddings.wholes(IDS, 1);
        private @Nullable WholeNumbers place;
        private @Nullable WholeNumbers position;
        private final StepTensor embedded;
        private final StepTensor embedding;
        private final StepTensor logits;
        private final float[] row;

        Step(int size, int tokens) throws OrtException {
            scores = new float[tokens];
            row = new float[size];
            logits = new StepTensor(language, language.outputType(LOGITS), tokens);
            outputs = Map.of(LOGITS, logits.tensor());
            embedded = new StepTensor(embeddings, embeddings.outputType(EMBEDDING), size);
            embedding = language.inputType(EMBEDDING) == embedded.type()
                    ? embedded
                    : new StepTensor(language, language.inputType(EMBEDDING), size);
            embeddingOutputs = Map.of(EMBEDDING, embedded.tensor());
            inputs.put(EMBEDDING, embedding.tensor());
            if (language.takes(POSITIONS)) {
                WholeNumbers made = language.wholes(POSITIONS, 1);
                position = made;
                inputs.put(POSITIONS, open.add(made.row(1)));
            }
            embeddingInputs.put(IDS, open.add(token.row(1)));
            if (embeddings.takes(POSITIONS)) {
                WholeNumbers made = embeddings.wholes(POSITIONS, 1);
                place = made;
                embeddingInputs.put(POSITIONS, open.add(made.row(1)));
            }
            if (embeddings.takes(EXAGGERATION)) {
                embeddingInputs.put(EXAGGERATION, open.add(exaggeration()));
            }
        }

        void embed(int id, int number) throws OrtException {
            token.put(0, id);
            if (place != null) {
                place.put(0, number);
            }
            embeddings.run(embeddingInputs, Set.of(), embeddingOutputs, options).close();
            if (embedding != embedded) {
                embedded.read(row);
                embedding.write(row);
            }
        }

        /** Leaves the scores where they belong, and gives keys and values. */
        OrtSession.Result run(int at) throws OrtException {
            if (position != null) {
                position.put(0, at);
            }
            try (OnnxTensor mask = ones == null ? null : ones.row(at + 1)) {
                if (mask != null) {
                    inputs.put(MASK, mask);
                }
                OrtSession.Result result = language.run(inputs, presents, outputs, options);
                logits.read(scores);
                return result;
            }
        }

        @Override
        public void close() {
            open.close();
            logits.close();
            embedding.close();
            if (embedded != embedding) {
                embedded.close();
            }
        }
    }
}
