package io.mynah.engine.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The networks' input alphabet: phonemes of misaki and Kokoro, each one Unicode character, and their numbers. Immutable. */
public final class Vocabulary {
    /** Stands at both ends of every input. */
    private static final long BOUNDARY = 0;

    private final Map<Integer, Integer> ids;

    private Vocabulary(Map<Integer, Integer> ids) {
        this.ids = ids;
    }

    /** Reads {@code {"a": 43, …}}. */
    public static Vocabulary read(Path file) throws IOException {
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

    /**
     * Numbers of the symbols it has, between boundaries; the others are left out. Two numbers mean that there is nothing
     * to speak, which is also so where only blanks are left.
     */
    public long[] ids(String phonemes) {
        int[] known = phonemes.codePoints().filter(ids::containsKey).toArray();
        if (Arrays.stream(known).allMatch(Character::isWhitespace)) {
            known = new int[0];
        }
        long[] bounded = new long[known.length + 2];
        bounded[0] = BOUNDARY;
        for (int i = 0; i < known.length; i++) {
            bounded[i + 1] = ids.get(known[i]);
        }
        bounded[known.length + 1] = BOUNDARY;
        return bounded;
    }
}
