package io.mynah.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the {@code detail} list of a 422 answer.
 *
 * @param type pydantic's name of the fault, such as {@code missing}
 * @param loc where it is: {@code body} or {@code query} and then a field's name or, as a number, a position
 * @param msg for people
 * @param input what was sent; {@link Echo} shortens it for the answer
 * @param ctx the limit that was passed or the reason; {@code null} for none
 */
public record FieldError(
        String type,
        List<Object> loc,
        String msg,
        JsonNode input,
        @Nullable ObjectNode ctx) {

    public FieldError {
        loc = List.copyOf(loc);
    }

    /** A field that must be there and is not. */
    public static FieldError missing(List<Object> loc, JsonNode input) {
        return new FieldError("missing", loc, "Field required", input, null);
    }

    /** A parameter of the query that is none of the known values. */
    static FieldError unknown(String parameter, String value, List<String> known) {
        String expected = alternatives(known);
        return new FieldError(
                "literal_error",
                List.of("query", parameter),
                "Input should be " + expected,
                JsonNodeFactory.instance.textNode(value),
                JsonNodeFactory.instance.objectNode().put("expected", expected));
    }

    /** Values as pydantic lists them: {@code 'a', 'b' or 'c'}. */
    static String alternatives(List<String> values) {
        String quoted = values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
        int last = quoted.lastIndexOf(", ");
        return last < 0 ? quoted : quoted.substring(0, last) + " or " + quoted.substring(last + 2);
    }

    ObjectNode toJson() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("type", type);
        ArrayNode path = error.putArray("loc");
        for (Object step : loc) {
            if (step instanceof Integer index) {
                path.add(index);
            } else {
                path.add(step.toString());
            }
        }
        error.put("msg", msg);
        error.set("input", Echo.of(input));
        if (ctx != null) {
            error.set("ctx", ctx);
        }
        return error;
    }
}
