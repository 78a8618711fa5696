package io.mynah.text.normalize;

import io.mynah.text.unicode.Chars;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parts of patterns that several rules share. What can be long is bounded and possessive: a pattern that fails must not
 * try again with less, or floods of digits would take a time that grows with their square.
 */
final class Patterns {

    /** {@code 1,234.5}; no more digits than anybody would say. */
    static final String AMOUNT = "\\d{1,36}+(?:,\\d{3}){0,12}+(?:\\.\\d{1,36}+)?+";

    /** An amount with a minus or without, that is not the rest of a longer number or word. */
    static final String FREE_AMOUNT = "(?<![\\w.])(-?" + AMOUNT + ")";

    /** What multiplies an amount of money. */
    static final String MAGNITUDE = "(hundred|thousand|million|billion|trillion|[kKmMbB](?![\\w]))";

    private Patterns() {}

    /** A pattern with {@code \w} and {@code \d} as {@link Chars#pattern} has them. */
    static Pattern of(String regex) {
        return Chars.pattern(regex);
    }

    /** One of several words, longer ones first. */
    static String oneOf(Collection<String> words) {
        return words.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    static boolean hasDigit(String text) {
        return Chars.any(text, Chars::isDecimal);
    }
}
