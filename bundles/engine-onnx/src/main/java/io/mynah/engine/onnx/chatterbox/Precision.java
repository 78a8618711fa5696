package io.mynah.engine.onnx.chatterbox;

import java.util.Locale;

/** How a graph's weights are stored. What goes in and comes out is told by the graph itself. */
enum Precision {
    FP32(""),
    FP16("_fp16"),
    Q8("_quantized"),
    Q4("_q4"),
    Q4F16("_q4f16");

    private final String suffix;

    Precision(String suffix) {
        this.suffix = suffix;
    }

    /** The file of a graph, such as {@code language_model_q4.onnx}. */
    String file(String graph) {
        return graph + suffix + ".onnx";
    }

    /** As people write it: {@code fp32}, {@code q4f16}. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Precision of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
