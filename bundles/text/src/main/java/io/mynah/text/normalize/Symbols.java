package io.mynah.text.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Signs as words: "a = b" as a equals b, "½" as one half. Those that mean nothing become blanks. */
final class Symbols implements Rule {

    /** Signs that are only read between two things. */
    private static final String BETWEEN = "=<>~";

    private final Map<Character, String> words = new HashMap<>();
    private final List<Comparison> between = new ArrayList<>();

    /** A sign between two things. */
    private record Comparison(Pattern sign, String word) {}

    Symbols(WordTables tables) {
        Map<String, String> symbols = tables.replacements("symbols");
        symbols.forEach((symbol, word) -> {
            if (BETWEEN.contains(symbol)) {
                Pattern sign = Pattern.compile("(?<=[^ ]) ?" + symbol + " ?(?=[^ ])");
                between.add(new Comparison(sign, " " + word + " "));
            } else {
                words.put(symbol.charAt(0), word.isEmpty() ? " " : " " + word + " ");
            }
        });
    }

    @Override
    public String apply(String text) {
        String result = text;
        for (Comparison comparison : between) {
            result = comparison.sign().matcher(result).replaceAll(comparison.word());
        }
        StringBuilder spoken = new StringBuilder(result.length());
        for (int i = 0; i < result.length(); i++) {
            String word = words.get(result.charAt(i));
            if (word == null) {
                spoken.append(result.charAt(i));
            } else {
                spoken.append(word);
            }
        }
        return spoken.toString();
    }
}
