package io.mynah.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Roman numerals after words that take them: "Chapter IV" as Chapter 4, "Henry VIII" as Henry the eighth. */
final class RomanNumerals implements Rule {

    private static final String NUMERAL =
            " ((?=[IVXLC])(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\\w])(?![.'’][\\w])";

    private final NumberWords numbers;
    private final Pattern cardinal;
    private final Pattern ordinal;

    RomanNumerals(WordTables tables, NumberWords numbers) {
        this.numbers = numbers;
        this.cardinal = after(tables, "roman_cardinal");
        this.ordinal = after(tables, "roman_ordinal");
    }

    private static Pattern after(WordTables tables, String table) {
        return Patterns.of("(?<![\\w])(" + Patterns.oneOf(tables.words(table)) + ")" + NUMERAL);
    }

    @Override
    public String apply(String text) {
        String result = cardinal.matcher(text).replaceAll(match -> Matcher.quoteReplacement(cardinal(match)));
        return ordinal.matcher(result).replaceAll(match -> Matcher.quoteReplacement(ordinal(match)));
    }

    private static String cardinal(MatchResult match) {
        return isLetter(match.group(2)) ? match.group() : match.group(1) + " " + value(match.group(2));
    }

    private String ordinal(MatchResult match) {
        return isLetter(match.group(2))
                ? match.group()
                : match.group(1) + " the " + numbers.writtenOrdinal(value(match.group(2)));
    }

    /** "Type C" and "George C. Scott" rather than the hundredth. */
    private static boolean isLetter(String numeral) {
        return numeral.equals("C") || numeral.equals("L");
    }

    private static int value(String numeral) {
        int total = 0;
        for (int i = 0; i < numeral.length(); i++) {
            int digit = digit(numeral.charAt(i));
            boolean subtracted = i + 1 < numeral.length() && digit(numeral.charAt(i + 1)) > digit;
            total += subtracted ? -digit : digit;
        }
        return total;
    }

    private static int digit(char letter) {
        return switch (letter) {
            case 'I' -> 1;
            case 'V' -> 5;
            case 'X' -> 10;
            case 'L' -> 50;
            case 'C' -> 100;
            case 'D' -> 500;
            default -> 1000;
        };
    }
}
