package io.mynah.engine.onnx.chatterbox;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The precision of each graph.
 *
 * @param precisions by the graphs' names
 */
record Mix(Map<String, Precision> precisions) {
    /** In the order of their work. */
    static final List<String> GRAPHS =
            List.of("speech_encoder", "embed_tokens", "language_model", "conditional_decoder");

    Mix {
        if (!precisions.keySet().equals(Set.copyOf(GRAPHS))) {
            throw new IllegalArgumentException("the graphs are " + GRAPHS + ", not " + precisions.keySet());
        }
        precisions = Map.copyOf(precisions);
    }

    /** All graphs of one precision. */
    static Mix of(Precision precision) {
        return new Mix(GRAPHS.stream().collect(Collectors.toMap(graph -> graph, graph -> precision)));
    }

    /** This one but for a graph. */
    Mix with(String graph, Precision precision) {
        Map<String, Precision> changed = new LinkedHashMap<>(precisions);
        changed.put(graph, precision);
        return new Mix(changed);
    }

    /**
     * Reads what {@link #id} writes: {@code q4}, or {@code q4,conditional_decoder=fp32}.
     *
     * @throws IllegalArgumentException with what there is, if it says anything else
     */
    static Mix parse(String text) {
        @Nullable Mix mix = null;
        for (String word : text.split(",", -1)) {
            String[] pair = word.strip().split("=", 2);
            Precision precision = Precision.of(pair[pair.length - 1].strip());
            if (pair.length == 1 && mix == null) {
                mix = of(precision);
            } else if (pair.length == 2 && mix != null) {
                mix = mix.with(pair[0].strip(), precision);
            } else {
                throw new IllegalArgumentException("one precision comes first, then those of single graphs");
            }
        }
        if (mix == null) {
            throw new IllegalArgumentException("no precision");
        }
        return mix;
    }

    /** As the model store names it: the precision that most graphs have, then the graphs that differ. */
    String id() {
        Precision base = Collections.max(
                EnumSet.allOf(Precision.class),
                Comparator.comparingInt(each -> Collections.frequency(precisions.values(), each)));
        StringBuilder id = new StringBuilder(base.id());
        for (String graph : GRAPHS) {
            if (of(graph) != base) {
                id.append(',').append(graph).append('=').append(of(graph).id());
            }
        }
        return id.toString();
    }

    /** Of one graph. */
    Precision of(String graph) {
        return precisions.get(graph);
    }

    /** Such as {@code q4}, or {@code fp32-q4} where graphs differ. */
    String title() {
        return EnumSet.copyOf(precisions.values()).stream().map(Precision::id).collect(Collectors.joining("-"));
    }
}
