package io.mynah.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an upload besides the file.
 *
 * @param name under which the clip shall be kept; {@code null} for the file's own
 * @param overwrite whether it may replace a clip of that name
 */
public record UploadFields(@Nullable String name, boolean overwrite) {

    /**
     * Checks a form.
     *
     * @param fields those without a file name
     * @param hasFile whether there is a {@code file} with a file name
     * @throws InvalidBodyException with all that is wrong with it
     */
    public static UploadFields parse(Map<String, String> fields, boolean hasFile) throws InvalidBodyException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        // As in FastAPI, an empty field of a form is as good as none.
        fields.forEach((field, value) -> object.put(field, value.isEmpty() ? null : value));
        Fields checked = new Fields(object);
        if (!hasFile) {
            checked.add(noFile(object.get("file")));
        }
        String name = checked.string("name", true);
        Boolean overwrite = object.hasNonNull("overwrite") ? checked.bool("overwrite") : null;
        checked.check();
        return new UploadFields(name, overwrite != null && overwrite);
    }

    private static FieldError noFile(@Nullable JsonNode sent) {
        List<Object> loc = List.of("body", "file");
        if (sent == null || sent.isNull()) {
            return FieldError.missing(loc, JsonNodeFactory.instance.nullNode());
        }
        ObjectNode ctx = JsonNodeFactory.instance.objectNode();
        ctx.putObject("error");
        String message = "Value error, Expected UploadFile, received: <class 'str'>";
        return new FieldError("value_error", loc, message, sent, ctx);
    }
}
