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
 * each layer), which the next run gets as they are, without a copy through Java. All other memory is made once. Used by
 * one thread.
 */
final class TokenStream implements AutoCloseable {
    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    private final Graph embeddings;
    private final Graph language;
    private final RunOptions options;
    private final int size;
    private final int tokens;
    private final float exaggeration;

    /** Values that go in with each step, in memory that is written anew. */
    private final LongBuffer token = longs(1);

    private final LongBuffer position = longs(1);
    private final LongBuffer ones;
    private final FloatBuffer embedding;
    private final FloatBuffer scores;
    private final float[] logits;

    private final Map<String, OnnxTensorLike> inputs = new HashMap<>();
    private final Set<String> presents = new HashSet<>();
    private final Map<String, String> pastOf = new LinkedHashMap<>();

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
        this.size = Math.toIntExact(embeddings.outputSize("inputs_embeds", 2));
        this.tokens = Math.toIntExact(language.outputSize("logits", 2));
        this.embedding = floats(size);
        this.scores = floats(tokens);
        this.logits = new float[tokens];
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
        int rows = features.length / size;
        int length = rows + ids.length;
        FloatBuffer prefix = floats(length * size).put(features);
        try (Closeables open = new Closeables()) {
            embed(open, ids, prefix.slice());
            prefix.rewind();
            Map<String, OnnxTensorLike> first = new HashMap<>();
            first.put("inputs_embeds", open.add(language.floats("inputs_embeds", prefix, 1, length, size)));
            for (String past : pastOf.values()) {
                long heads = language.inputSize(past, 1);
                long width = language.inputSize(past, 3);
                first.put(past, open.add(language.floats(past, floats(0), 1, heads, 0, width)));
            }
            LongBuffer positions = longs(length);
            for (int i = 0; i < length; i++) {
                positions.put(i, i);
            }
            addMaskAndPositions(open, first, length, positions, length);
            run(first, length);
        }
        return logits;
    }

    private void embed(Closeables open, long[] ids, FloatBuffer to) throws OrtException {
        Map<String, OnnxTensorLike> in = new HashMap<>();
        in.put("input_ids", open.add(embeddings.longs(LongBuffer.wrap(ids), 1, ids.length)));
        if (embeddings.takes("position_ids")) {
            // Speech begins at 0, and each text token is one before its place.
            long[] places = new long[ids.length];
            for (int i = 0; i < places.length; i++) {
                places[i] = ids[i] >= SpeechTokens.START ? 0 : i - 1L;
            }
            in.put("position_ids", open.add(embeddings.longs(LongBuffer.wrap(places), 1, places.length)));
        }
        addExaggeration(open, in);
        try (OrtSession.Result result = embeddings.session().run(in, options)) {
            to.put(((OnnxTensor) result.get(0)).getFloatBuffer());
        }
    }

    private void addExaggeration(Closeables open, Map<String, OnnxTensorLike> in) throws OrtException {
        if (embeddings.takes("exaggeration")) {
            FloatBuffer value = floats(1).put(0, exaggeration);
            in.put("exaggeration", open.add(embeddings.floats("exaggeration", value, 1)));
        }
    }

    /**
     * Reads one more token.
     *
     * @return the scores of the next one; valid until the next call
     */
    float[] next(int id) throws OrtException {
        steps++;
        try (Closeables open = new Closeables()) {
            token.put(0, id);
            Map<String, OnnxTensorLike> in = new HashMap<>();
            in.put("input_ids", open.add(embeddings.longs(token, 1, 1)));
            if (embeddings.takes("position_ids")) {
                position.put(0, steps);
                in.put("position_ids", open.add(embeddings.longs(position, 1, 1)));
            }
            addExaggeration(open, in);
            read(embeddings, in, "inputs_embeds", embedding, new long[] {1, 1, size});
            inputs.clear();
            inputs.put("inputs_embeds", open.add(language.floats("inputs_embeds", embedding, 1, 1, size)));
            OrtSession.Result before = last;
            if (before == null) {
                throw new IllegalStateException("it has not begun");
            }
            pastOf.forEach((present, past) ->
                    inputs.put(past, (OnnxTensor) before.get(present).orElseThrow()));
            position.put(0, seen);
            addMaskAndPositions(open, inputs, seen + 1, position, 1);
            run(inputs, 1);
            before.close();
        }
        return logits;
    }

    private void addMaskAndPositions(
            Closeables open, Map<String, OnnxTensorLike> in, int total, LongBuffer positions, int length)
            throws OrtException {
        in.put("attention_mask", open.add(language.longs(ones.slice(0, total), 1, total)));
        if (language.takes("position_ids")) {
            in.put("position_ids", open.add(language.longs(positions, 1, length)));
        }
    }

    /** Runs the language model, and keeps what it has seen and the scores behind the last position. */
    private void run(Map<String, OnnxTensorLike> in, int length) throws OrtException {
        if (length == 1 && language.givesFloats("logits")) {
            scores.rewind();
            try (OnnxTensor pinned =
                    OnnxTensor.createTensor(language.environment(), scores, new long[] {1, 1, tokens})) {
                last = language.session().run(in, presents, Map.of("logits", pinned), options);
            }
            scores.rewind();
            scores.get(logits);
        } else {
            Set<String> all = new HashSet<>(presents);
            all.add("logits");
            OrtSession.Result result = language.session().run(in, all, options);
            last = result;
            FloatBuffer every = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
            every.position((length - 1) * tokens);
            every.get(logits);
        }
        seen += length;
    }

    /** Runs a graph whose only output shall stand in memory of ours. */
    private void read(Graph graph, Map<String, OnnxTensorLike> in, String output, FloatBuffer to, long[] shape)
            throws OrtException {
        to.rewind();
        if (graph.givesFloats(output)) {
            try (OnnxTensor pinned = OnnxTensor.createTensor(graph.environment(), to, shape)) {
                graph.session()
                        .run(in, Set.of(), Map.of(output, pinned), options)
                        .close();
                to.rewind();
            }
        } else {
            try (OrtSession.Result result = graph.session().run(in, options)) {
                to.put(((OnnxTensor) result.get(0)).getFloatBuffer());
                to.rewind();
            }
        }
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
    }
}
