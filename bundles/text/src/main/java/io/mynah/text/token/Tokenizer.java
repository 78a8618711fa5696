package io.mynah.text.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.text.data.EnglishData;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the pieces that the tagger knows, by the rules that spaCy (MIT) has for English: what stands between
 * blanks is peeled from both ends, then cut at hyphens and the like, unless it is a special case such as "don't" or
 * "e.g.". Immutable; safe for use by several threads. Takes time in proportion to the text.
 */
public final class Tokenizer {

    /** At most so many neighbouring pieces may be one special case after all, such as "Sept" and ".". */
    private static final int REJOINED = 3;

    private final Map<String, List<String>> specialCases;
    private final int longest;

    private Tokenizer(Map<String, List<String>> specialCases) {
        this.specialCases = specialCases;
        this.longest =
                specialCases.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    public static Tokenizer load(EnglishData data) throws IOException {
        Map<String, List<String>> cases = new HashMap<>();
        try (JsonParser json = data.json("tokenizer_exceptions.json")) {
            json.nextToken();
            for (String text = json.nextFieldName(); text != null; text = json.nextFieldName()) {
                List<String> pieces = new ArrayList<>();
                json.nextToken();
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    pieces.add(json.getText());
                }
                cases.put(text, List.copyOf(pieces));
            }
        }
        return new Tokenizer(cases);
    }

    /** The pieces of a text in which all white space is single blanks. */
    public List<Piece> tokenize(String text) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            if (end > start) {
                List<String> parts = rejoin(split(text, start, end));
                for (int i = 0; i < parts.size(); i++) {
                    pieces.add(new Piece(parts.get(i), i == parts.size() - 1 && end < text.length()));
                }
            }
            start = end + 1;
        }
        return pieces;
    }

    private List<String> split(String text, int from, int to) {
        List<String> whole = special(text, from, to);
        if (whole != null) {
            return whole;
        }
        List<String> pieces = new ArrayList<>();
        Deque<String> suffixes = new ArrayDeque<>();
        int start = from;
        int end = to;
        while (start < end && special(text, start, end) == null) {
            int prefix = Affixes.prefix(text, start, end);
            if (prefix > 0 && special(text, start + prefix, end) != null) {
                pieces.add(text.substring(start, start + prefix));
                start += prefix;
                break;
            }
            int suffix = start + prefix < end ? Affixes.suffix(text, start + prefix, end) : 0;
            if (suffix > 0 && special(text, start, end - suffix) != null) {
                suffixes.push(text.substring(end - suffix, end));
                end -= suffix;
                break;
            }
            if (prefix == 0 && suffix == 0) {
                break;
            }
            if (prefix > 0) {
                pieces.add(text.substring(start, start + prefix));
                start += prefix;
            }
            if (suffix > 0) {
                suffixes.push(text.substring(end - suffix, end));
                end -= suffix;
            }
        }
        if (start < end) {
            addCore(text, start, end, pieces);
        }
        pieces.addAll(suffixes);
        return pieces;
    }

    /** What is left in the middle: a special case, an address, or words with hyphens and the like. */
    private void addCore(String text, int from, int to, List<String> pieces) {
        List<String> special = special(text, from, to);
        if (special != null) {
            pieces.addAll(special);
            return;
        }
        String core = text.substring(from, to);
        if (WebAddress.isOne(core)) {
            pieces.add(core);
            return;
        }
        int start = from;
        int place = from;
        while (place < to) {
            int infix = Affixes.infix(text, place, from, to);
            if (infix > 0 && place > from) {
                if (place > start) {
                    pieces.add(text.substring(start, place));
                }
                pieces.add(text.substring(place, place + infix));
                start = place + infix;
            }
            place += Math.max(1, infix);
        }
        if (start < to) {
            pieces.add(text.substring(start, to));
        }
    }

    private List<String> rejoin(List<String> pieces) {
        if (pieces.size() < 2) {
            return pieces;
        }
        List<String> joined = new ArrayList<>(pieces.size());
        int i = 0;
        while (i < pieces.size()) {
            int count = Math.min(REJOINED, pieces.size() - i);
            List<String> special = null;
            while (count > 1 && special == null) {
                special = special(pieces.subList(i, i + count));
                count -= special == null ? 1 : 0;
            }
            if (special == null) {
                joined.add(pieces.get(i++));
            } else {
                joined.addAll(special);
                i += count;
            }
        }
        return joined;
    }

    private @Nullable List<String> special(List<String> pieces) {
        int length = 0;
        for (String piece : pieces) {
            length += piece.length();
        }
        return length > longest ? null : specialCases.get(String.join("", pieces));
    }

    private @Nullable List<String> special(String text, int from, int to) {
        int length = to - from;
        return length < 1 || length > longest ? null : specialCases.get(text.substring(from, to));
    }
}
