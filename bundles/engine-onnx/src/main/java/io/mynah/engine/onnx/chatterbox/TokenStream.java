package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The language model on its way through one text. What it has seen stays in the tensors of its last run (keys and values of
 * each layer), which the next run gets as they are, without a copy through Java. All other memory is made once, before the
 * first step. Used by one thread.
 */
final class TokenStream implements AutoCloseable {
    /** An input of the models before Turbo. */
    static final String EXAGGERATION = "exaggeration";

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";
    private static final String EMBEDDING = "inputs_embeds";
    private static final String LOGITS = "logits";
    private static final String POSITIONS = "position_ids";

    private final Graph embeddings;
    private final Graph language;
    private final RunOptions options;
    private final float exaggeration;
    private final LongBuffer ones;

    private final Set<String> presents = new HashSet<>();
    private final Map<String, String> pastOf = new LinkedHashMap<>();

    /** What the first step leaves for all that come. */
    private @Nullable Step step;

    private OrtSession.@Nullable Result last;
    private int seen;
    private int steps;

    /**
     * @param longest most positions, those of clip and text among them
     * @param options terminated when nobody waits any more
     */
    TokenStream(Graph embeddings, Graph language, int longest, float exaggeration, RunOptions options) {
        this.embeddings = embeddings;
        this.language = language;
        this.options = options;
        this.exaggeration = exaggeration;
        this.ones = longs(longest);
        for (int i = 0; i < longest; i++) {
            ones.put(i, 1);
        }
        for (String input : language.inputs()) {
            if (input.startsWith(PAST)) {
                String present = PRESENT + input.substring(PAST.length());
                presents.add(present);
                pastOf.put(present, input);
            }
        }
    }

    /**
     * Reads clip and text.
     *
     * @param features of {@link Conditioning}
     * @param ids of the text
     * @return the scores of the first token; valid until the next call
     */
    float[] begin(float[] features, long[] ids) throws OrtException {
        if (step != null) {
            throw new IllegalStateException("it has begun");
        }
        float[] text = embedded(ids);
        int size = text.length / ids.length;
        int length = (features.length + text.length) / size;
        FloatBuffer prefix = floats(length * size).put(features).put(text).rewind();
        LongBuffer positions = longs(length);
        for (int i = 0; i < length; i++) {
            positions.put(i, i);
        }
        try (Closeables open = new Closeables()) {
            Map<String, OnnxTensorLike> in = new HashMap<>();
            in.put(EMBEDDING, open.add(language.floats(EMBEDDING, prefix, 1, length, size)));
            for (String past : pastOf.values()) {
                long heads = language.inputSize(past, 1);
                long width = language.inputSize(past, 3);
                in.put(past, open.add(language.floats(past, floats(0), 1, heads, 0, width)));
            }
            in.put("attention_mask", open.add(language.longs(ones.slice(0, length), 1, length)));
            if (language.takes(POSITIONS)) {
                in.put(POSITIONS, open.add(language.longs(positions, 1, length)));
            }
            Set<String> wanted = new HashSet<>(presents);
            wanted.add(LOGITS);
            OrtSession.Result result = language.run(in, wanted, Map.of(), options);
            last = result;
            OnnxTensor every = (OnnxTensor) result.get(LOGITS).orElseThrow();
            Step made = new Step(size, Math.toIntExact(every.getInfo().getShape()[2]));
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
            in.put("input_ids", open.add(embeddings.longs(LongBuffer.wrap(ids), 1, ids.length)));
            if (embeddings.takes(POSITIONS)) {
                // Speech begins at 0, and each text token is one before its place.
                long[] places = new long[ids.length];
                for (int i = 0; i < places.length; i++) {
                    places[i] = ids[i] >= SpeechTokens.START ? 0 : i - 1L;
                }
                in.put(POSITIONS, open.add(embeddings.longs(LongBuffer.wrap(places), 1, places.length)));
            }
            if (embeddings.takes(EXAGGERATION)) {
                in.put(EXAGGERATION, open.add(exaggeration()));
            }
            try (OrtSession.Result result = embeddings.run(in, Set.of(EMBEDDING), Map.of(), options)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
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
     */
    float[] next(int id) throws OrtException {
        Step now = step;
        OrtSession.Result before = last;
        if (now == null || before == null) {
            throw new IllegalStateException("it has not begun");
        }
        now.embed(id, ++steps);
        pastOf.forEach((present, past) ->
                now.inputs.put(past, (OnnxTensor) before.get(present).orElseThrow()));
        last = now.run(seen);
        before.close();
        seen++;
        return now.scores;
    }

    private static LongBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
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
        private final LongBuffer token = longs(1);
        private final LongBuffer place = longs(1);
        private final LongBuffer position = longs(1);
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
                inputs.put(POSITIONS, open.add(language.longs(position, 1, 1)));
            }
            embeddingInputs.put("input_ids", open.add(embeddings.longs(token, 1, 1)));
            if (embeddings.takes(POSITIONS)) {
                embeddingInputs.put(POSITIONS, open.add(embeddings.longs(place, 1, 1)));
            }
            if (embeddings.takes(EXAGGERATION)) {
                embeddingInputs.put(EXAGGERATION, open.add(exaggeration()));
            }
        }

        void embed(int id, int number) throws OrtException {
            token.put(0, id);
            place.put(0, number);
            embeddings.run(embeddingInputs, Set.of(), embeddingOutputs, options).close();
            if (embedding != embedded) {
                embedded.read(row);
                embedding.write(row);
            }
        }

        /** Leaves the scores where they belong, and gives keys and values. */
        OrtSession.Result run(int at) throws OrtException {
            position.put(0, at);
            try (OnnxTensor mask = language.longs(ones.slice(0, at + 1), 1, at + 1L)) {
                inputs.put("attention_mask", mask);
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
