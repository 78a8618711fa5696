package io.mynah.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What the client sent, as an answer may repeat it: the same as long as it is small. FastAPI repeats all of it, which
 * makes the server send megabytes back to whoever sends megabytes.
 */
final class Echo {
    private static final int LONGEST_STRING = 200;
    /** No file system knows longer names of files. */
    private static final int LONGEST_NAME = 1_000;
    /** Sixteen of the longest names of files. */
    private static final int LONGEST_MIXTURE = 6_000;

    private static final int MOST_NODES = 50;
    private static final int DEEPEST = 4;

    private int nodes;

    private Echo() {}

    static JsonNode of(JsonNode input) {
        return new Echo().copy(input, 0);
    }

    /** A name as an answer may repeat it; one that had to be shortened names nothing that there could be. */
    static String name(String name) {
        return name.length() <= LONGEST_NAME ? name : shortened(name);
    }

    /** The same for a voice, which may be a mixture of many. */
    static String voice(String voice) {
        return voice.indexOf('+') >= 0 && voice.length() <= LONGEST_MIXTURE ? voice : name(voice);
    }

    private JsonNode copy(JsonNode node, int depth) {
        nodes++;
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(shortened(node.textValue()));
        }
        if (node.isNumber() && node.asText().length() > LONGEST_STRING) {
            return JsonNodeFactory.instance.textNode(shortened(node.asText()));
        }
        if (!node.isContainerNode()) {
            return node;
        }
        if (depth == DEEPEST) {
            return JsonNodeFactory.instance.textNode("…");
        }
        return node.isObject() ? copyObject(node, depth) : copyArray(node, depth);
    }

    private ObjectNode copyObject(JsonNode node, int depth) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (nodes >= MOST_NODES) {
                copy.put("…", "…");
                break;
            }
            copy.set(shortened(field.getKey()), copy(field.getValue(), depth + 1));
        }
        return copy;
    }

    private ArrayNode copyArray(JsonNode node, int depth) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : node) {
            if (nodes >= MOST_NODES) {
                copy.add("…");
                break;
            }
            copy.add(copy(element, depth + 1));
        }
        return copy;
    }

    private static String shortened(String text) {
        String kept = text.length() <= LONGEST_STRING
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0, Math.min(LONGEST_STRING, text.codePointCount(0, text.length()))))
                        + "…";
        return Surrogates.replaceLone(kept);
    }
}
