package io.mynah.rest.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns bytes into a JSON object. Safe for use by several threads. */
final class JsonBody {
    private static final int DEEPEST = 200;
    /** No request needs a hundredth of it, and each may become an object of a hundred bytes. */
    private static final long MOST_TOKENS = 10_000;

    private final ObjectReader reader = JsonMapper.builder()
            // Python's parser takes NaN and Infinity for numbers; the ranges refuse them with a better message.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    JsonBody() {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS)
                .build();
        reader.getFactory().setStreamReadConstraints(constraints);
    }

    /**
     * @param body UTF-8, whole
     * @throws InvalidBodyException if it is no JSON object
     */
    ObjectNode parse(byte[] body) throws InvalidBodyException {
        if (body.length == 0) {
            throw invalid(FieldError.missing(List.of("body"), JsonNodeFactory.instance.nullNode()));
        }
        String json = decode(body);
        @Nullable JsonNode node;
        try (JsonParser parser = reader.createParser(json)) {
            node = reader.readTree(parser);
        } catch (JsonProcessingException e) {
            throw notJson(json, e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw node == null
                ? invalidJson(json.codePointCount(0, json.length()), "Expecting value")
                : invalid(new FieldError(
                        "model_attributes_type",
                        List.of("body"),
                        "Input should be a valid dictionary or object to extract fields from",
                        node,
                        null));
    }

    private static String decode(byte[] body) throws InvalidBodyException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(body.length);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isUnderflow()) {
            throw invalidJson(in.position(), "Invalid UTF-8");
        }
        String json = out.flip().toString();
        return json.startsWith("\uFEFF") ? json.substring(1) : json;
    }

    private static InvalidBodyException notJson(String json, JsonProcessingException cause) {
        // What is too much is not read again to the end only to say so.
        JsonFault.Fault fault = cause instanceof StreamConstraintsException ? null : JsonFault.find(json);
        if (fault != null) {
            return invalidJson(fault.position(), fault.error());
        }
        // Sound by the grammar and refused all the same: too deep, too many values, or a number of thousands of digits.
        JsonLocation location = cause.getLocation();
        long where = location == null ? 0 : location.getCharOffset();
        int offset = (int) Math.max(0, Math.min(where, json.length()));
        return invalidJson(json.codePointCount(0, offset), "Nested too deep, too many values or number too long");
    }

    private static InvalidBodyException invalidJson(int position, String error) {
        ObjectNode ctx = JsonNodeFactory.instance.objectNode().put("error", error);
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return invalid(new FieldError("json_invalid", List.of("body", position), "JSON decode error", nothing, ctx));
    }

    private static InvalidBodyException invalid(FieldError error) {
        return new InvalidBodyException(List.of(error));
    }
}
