package io.mynah.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates with the month's name: "Mar. 5" as March fifth, "5 March" as the fifth of March. */
final class NamedDates implements Rule {

    private static final int LAST_DAY = 31;

    private final Months months;
    private final NumberWords numbers;
    private final Pattern monthFirst;
    private final Pattern dayFirst;

    NamedDates(Months months, NumberWords numbers) {
        this.months = months;
        this.numbers = numbers;
        String month = "(" + months.pattern() + ")";
        this.monthFirst = Patterns.of(
                "(?<![\\w])" + month + "\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\w])(?![:%])(,? \\d{4}(?![\\w]))?");
        this.dayFirst = Patterns.of("(?<![\\w])(?:the )?(\\d{1,2}) (?:of )?" + month + "(?![\\w])\\.?");
    }

    @Override
    public String apply(String text) {
        if (!Patterns.hasDigit(text)) {
            return text;
        }
        String result = monthFirst.matcher(text).replaceAll(date -> Matcher.quoteReplacement(monthFirst(date)));
        return dayFirst.matcher(result).replaceAll(date -> Matcher.quoteReplacement(dayFirst(date)));
    }

    private String monthFirst(MatchResult date) {
        int day = Integer.parseInt(date.group(2));
        if (day < 1 || day > LAST_DAY) {
            return date.group();
        }
        String year = date.group(3) == null ? "" : date.group(3);
        return months.name(date.group(1)) + " " + numbers.writtenOrdinal(day) + year;
    }

    private String dayFirst(MatchResult date) {
        int day = Integer.parseInt(date.group(1));
        if (day < 1 || day > LAST_DAY) {
            return date.group();
        }
        return "the " + numbers.writtenOrdinal(day) + " of " + months.name(date.group(2));
    }
}
