package io.mynah.rest.body;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** A body, or a query, that is not what the operation needs: status 422, with every fault that was found. */
public final class InvalidBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidBodyException(List<FieldError> errors) {
        // Whose fault it is, is told to the client: nobody looks at a stack trace of it.
        super(errors.size() + " fields are invalid", null, false, false);
        this.errors = List.copyOf(errors);
    }

    /** A field that is at fault for a reason that only showed later; as a validator of pydantic tells it. */
    public static InvalidBodyException of(String field, String value, String reason) {
        return new InvalidBodyException(List.of(new FieldError(
                "value_error",
                List.of("body", field),
                "Value error, " + reason,
                JsonNodeFactory.instance.textNode(value),
                JsonNodeFactory.instance.objectNode().put("error", reason))));
    }

    /** A parameter of the query that is none of the known values. */
    public static InvalidBodyException query(String parameter, String value, List<String> known) {
        return new InvalidBodyException(List.of(FieldError.unknown(parameter, value, known)));
    }

    /** What is wrong, in the order of the operation's fields. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The value of {@code detail}. */
    public ArrayNode detail() {
        ArrayNode detail = JsonNodeFactory.instance.arrayNode();
        errors.forEach(error -> detail.add(error.toJson()));
        return detail;
    }
}
