package io.mynah.rest.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
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
        @Nullable JsonNode node = read(body);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw node == null
                ? invalidJson(codePoints(decode(body)), "Expecting value")
                : invalid(new FieldError(
                        "model_attributes_type",
                        List.of("body"),
                        "Input should be a valid dictionary or object to extract fields from",
                        node,
                        null));
    }

    private @Nullable JsonNode read(byte[] body) throws InvalidBodyException {
        try (JsonParser parser = reader.createParser(characters(body))) {
            try {
                return reader.readTree(parser);
            } catch (StreamConstraintsException e) {
                throw tooMuch(body, parser.currentLocation());
            }
        } catch (IOException e) {
            throw notJson(decode(body));
        }
    }

    private static Reader characters(byte[] body) {
        int begin = begin(body);
        return new InputStreamReader(new ByteArrayInputStream(body, begin, body.length - begin), strict());
    }

    /** Behind the mark that some editors write at the begin of a file. */
    private static int begin(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
    }

    private static ByteBuffer content(byte[] body) {
        int begin = begin(body);
        return ByteBuffer.wrap(body, begin, body.length - begin);
    }

    private static CharsetDecoder strict() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static CharSequence decode(byte[] body) throws InvalidBodyException {
        ByteBuffer in = content(body);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = strict().decode(in, out, true);
        if (!result.isUnderflow()) {
            throw invalidJson(in.position(), "Invalid UTF-8");
        }
        return out.flip();
    }

    /** Sound as far as it was read, and refused all the same; it is not read to its end only to say so. */
    private static InvalidBodyException tooMuch(byte[] body, JsonLocation location) {
        CharBuffer before = CharBuffer.allocate((int) location.getCharOffset());
        strict().decode(content(body), before, true);
        return invalidJson(codePoints(before.flip()), "Nested too deep, too many values or number too long");
    }

    private static InvalidBodyException notJson(CharSequence json) {
        JsonFault.Fault fault = JsonFault.find(json.toString());
        return fault == null
                ? invalidJson(codePoints(json), "Expecting value")
                : invalidJson(fault.position(), fault.error());
    }

    private static int codePoints(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
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
