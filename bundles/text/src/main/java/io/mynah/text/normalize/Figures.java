package io.mynah.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between and before figures: "No. 5", "#5", "555-1234", "2/3", "5-10", "+5". */
final class Figures implements Rule {

    private static final Pattern NUMBER = Patterns.of("(?<![\\w])(Nos?)\\. ?(?=\\d)");
    private static final Pattern HASH = Patterns.of("(?<![\\w&])#(?=\\d)");
    private static final Pattern PHONE = Patterns.of("(?<![\\w.\\-])(?:\\d{3}-)?\\d{3}-\\d{4}(?![\\w.\\-])");
    private static final Pattern FRACTION = Patterns.of("(?<![\\w./])(\\d{1,2})/(\\d{1,2})(?![\\w./])");
    private static final Pattern RANGE = Patterns.of("(?<![\\w.\\-])(\\d{1,4}) ?[-–] ?(\\d{1,4})(?![\\w.\\-%])");
    private static final Pattern PLUS = Patterns.of("(?<![\\w+])\\+(?=\\d)");

    private static final String[] PARTS = {
        "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
    };

    private final NumericDates dates;

    Figures(NumericDates dates) {
        this.dates = dates;
    }

    @Override
    public String apply(String text) {
        if (!Patterns.hasDigit(text)) {
            return text;
        }
        String result = NUMBER.matcher(text).replaceAll(no -> no.group(1).equals("No") ? "Number " : "Numbers ");
        result = HASH.matcher(result).replaceAll("number ");
        result = PHONE.matcher(result).replaceAll(Figures::phone);
        result = FRACTION.matcher(result).replaceAll(this::fraction);
        result = RANGE.matcher(result).replaceAll("$1 to $2");
        return PLUS.matcher(result).replaceAll("plus ");
    }

    /** Digit by digit, with a pause at each hyphen. */
    private static String phone(MatchResult phone) {
        StringBuilder digits = new StringBuilder();
        phone.group().chars().forEach(c -> digits.append(c == '-' ? "," : " " + (char) c));
        return digits.substring(1);
    }

    /** A part of a whole, else a day, else what it says. */
    private String fraction(MatchResult match) {
        int above = Integer.parseInt(match.group(1));
        int below = Integer.parseInt(match.group(2));
        if (0 < above && above < below && below <= PARTS.length + 1) {
            return part(above, below);
        }
        String day = dates.spoken(above, below);
        return Matcher.quoteReplacement(day == null ? above + " slash " + below : day);
    }

    private static String part(int above, int below) {
        String part = PARTS[below - 2];
        if (below == 2) {
            return "one half";
        }
        return above + " " + part + (above == 1 ? "" : "s");
    }
}
