package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of a graph's inputs and outputs. A graph is held against it when it is loaded: one that wants something
 * else would fail at the first request, or be fed half of what it needs. Outputs that nobody asks for do no harm.
 *
 * @param needed inputs that there must be
 * @param optional inputs that are fed where there are any
 * @param wholes which of the inputs and outputs are whole numbers; all others are floats
 * @param outputs that are asked for
 */
record Signature(Set<String> needed, Set<String> optional, Set<String> wholes, Set<String> outputs) {
    /** Of keys and values, before the number of the layer. */
    static final String PAST = "past_key_values.";

    /** Of the same behind the network. */
    static final String PRESENT = "present.";

    private static final Set<OnnxJavaType> FLOATS =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);
    private static final Set<OnnxJavaType> WHOLES = Set.of(OnnxJavaType.INT64, OnnxJavaType.INT32);

    /**
     * Which positions there are: some exports convert it inside, some want it as their operator does. Ones are true, and where
     * it is added to scores, the same number for all of them changes nothing.
     */
    private static final String MASK = "attention_mask";

    private static final Set<OnnxJavaType> MASKS = Set.of(
            OnnxJavaType.INT64,
            OnnxJavaType.INT32,
            OnnxJavaType.BOOL,
            OnnxJavaType.FLOAT,
            OnnxJavaType.FLOAT16,
            OnnxJavaType.BFLOAT16);

    /** By the name of the graph. */
    private static final Map<String, Signature> KNOWN = Map.of(
            "speech_encoder",
            new Signature(
                    Set.of("audio_values"),
                    Set.of(),
                    Set.of("audio_tokens"),
                    Set.of("audio_features", "audio_tokens", "speaker_embeddings", "speaker_features")),
            "embed_tokens",
            new Signature(
                    Set.of("input_ids"),
                    Set.of("position_ids", "exaggeration"),
                    Set.of("input_ids", "position_ids"),
                    Set.of("inputs_embeds")),
            "language_model",
            new Signature(
                    Set.of("inputs_embeds"),
                    Set.of("attention_mask", "position_ids"),
                    Set.of("attention_mask", "position_ids"),
                    Set.of("logits")),
            "conditional_decoder",
            new Signature(
                    Set.of("speech_tokens", "speaker_embeddings", "speaker_features"),
                    Set.of(),
                    Set.of("speech_tokens"),
                    Set.of("waveform")));

    /** That of one of {@link Mix#GRAPHS}. */
    static Signature of(String graph) {
        Signature known = KNOWN.get(graph);
        if (known == null) {
            throw new IllegalArgumentException("there is no graph " + graph);
        }
        return known;
    }

    /**
     * Holds a graph against it.
     *
     * @param name of the graph's file, for the message
     * @throws IOException which names the graph, the input or output and its type
     */
    void check(String name, Map<String, NodeInfo> in, Map<String, NodeInfo> out) throws IOException {
        for (String each : needed) {
            require(in.containsKey(each), name + " has no input " + each + ", only " + in.keySet());
        }
        for (String each : outputs) {
            require(out.containsKey(each), name + " has no output " + each + ", only " + out.keySet());
            checkType(name, "output", each, out.get(each));
        }
        for (Map.Entry<String, NodeInfo> each : in.entrySet()) {
            if (outputs.contains("logits") && each.getKey().startsWith(PAST)) {
                checkCache(name, each.getKey(), each.getValue(), out);
            } else {
                boolean isKnown = needed.contains(each.getKey()) || optional.contains(each.getKey());
                require(
                        isKnown,
                        name + " wants the input " + each.getKey() + " (" + type(each.getValue())
                                + "), which nothing here knows");
                checkType(name, "input", each.getKey(), each.getValue());
            }
        }
        for (String each : out.keySet()) {
            boolean isKept = !each.startsWith(PRESENT) || in.containsKey(PAST + each.substring(PRESENT.length()));
            require(isKept, name + " gives " + each + " (" + type(out.get(each)) + "), but does not take it back");
        }
    }

    private void checkCache(String name, String input, NodeInfo node, Map<String, NodeInfo> out) throws IOException {
        String present = PRESENT + input.substring(PAST.length());
        NodeInfo after = out.get(present);
        require(after != null, name + " has no output " + present + " for its input " + input);
        checkType(name, "input", input, node);
        require(
                type(node).split(" ", 2)[0].equals(type(after).split(" ", 2)[0]),
                name + " takes " + input + " (" + type(node) + ") and gives " + present + " (" + type(after) + ")");
        long[] shape = ((TensorInfo) node.getInfo()).getShape();
        long open = Arrays.stream(shape).skip(1).filter(size -> size < 0).count();
        require(
                open == 1 && shape[0] <= 1,
                name + ": of the input " + input + " (" + type(node) + ") one dimension should grow, and no other");
    }

    private void checkType(String name, String kind, String tensor, @Nullable NodeInfo node) throws IOException {
        boolean isWhole = wholes.contains(tensor);
        Set<OnnxJavaType> types = tensor.equals(MASK) ? MASKS : isWhole ? WHOLES : FLOATS;
        if (node == null || !(node.getInfo() instanceof TensorInfo info) || !types.contains(info.type)) {
            throw new IOException(name + ": the " + kind + " " + tensor + " (" + type(node) + ") is not of "
                    + (isWhole ? "whole numbers" : "floats"));
        }
    }

    private static String type(@Nullable NodeInfo node) {
        return node != null && node.getInfo() instanceof TensorInfo info
                ? info.type + " " + Arrays.toString(info.getShape())
                : "no tensor";
    }

    private static void require(boolean fits, String message) throws IOException {
        if (!fits) {
            throw new IOException(message);
        }
    }
}
