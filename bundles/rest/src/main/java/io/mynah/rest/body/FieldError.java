package io.mynah.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the {@code detail} list of a 422 answer.
 *
 * @param type pydantic's name of the fault, such as {@code missing}
 * @param loc where it is: {@code body} and then a field's name or, as a number, a position
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
