package io.mynah.engine.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The network's input alphabet: phonemes of misaki and Kokoro, each one Unicode character, and their numbers. */
final class Vocabulary {
    /** Stands at both ends of every input. */
    private static final long BOUNDARY = 0;

    private final Map<Integer, Integer> ids;

    private Vocabulary(Map<Integer, Integer> ids) {
        this.ids = ids;
    }

    /** Reads {@code {"a": 43, …}}. */
    static Vocabulary read(Path file) throws IOException {
        Map<Integer, Integer> ids = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String symbol = json.currentName();
                if (symbol.codePointCount(0, symbol.length()) != 1
                        || !json.nextToken().isNumeric()) {
                    throw new IOException("'" + symbol + "' is not one character with a number");
                }
                ids.put(symbol.codePointAt(0), json.getIntValue());
            }
        }
        if (ids.isEmpty()) {
            throw new IOException("no symbols");
        }
        return new Vocabulary(ids);
    }

    /** Numbers of the symbols it has, between boundaries; the others are left out. Two numbers: nothing to speak. */
    long[] ids(String phonemes) {
        long[] known = phonemes.codePoints()
                .filter(ids::containsKey)
                .mapToLong(ids::get)
                .toArray();
        long[] bounded = new long[known.length + 2];
        bounded[0] = BOUNDARY;
        System.arraycopy(known, 0, bounded, 1, known.length);
        bounded[known.length + 1] = BOUNDARY;
        return bounded;
    }
}
