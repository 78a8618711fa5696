package io.mynah.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates in digits: "2024-03-05" and "3/5/24" as March fifth, 2024. */
final class NumericDates implements Rule {

    private static final Pattern ISO = Patterns.of("(?<![\\w])(\\d{4})-(\\d{2})-(\\d{2})(?![\\w])");
    private static final Pattern SLASHES = Patterns.of("(?<![\\w])(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?![\\w])");
    /** A year of two digits up to this one is in this century. */
    private static final int THIS_CENTURY = 30;

    private final Months months;
    private final NumberWords numbers;

    NumericDates(Months months, NumberWords numbers) {
        this.months = months;
        this.numbers = numbers;
    }

    @Override
    public String apply(String text) {
        String result = text;
        if (result.indexOf('-') >= 0) {
            result = ISO.matcher(result).replaceAll(date -> Matcher.quoteReplacement(iso(date)));
        }
        if (result.indexOf('/') >= 0) {
            result = SLASHES.matcher(result).replaceAll(date -> Matcher.quoteReplacement(slashes(date)));
        }
        return result;
    }

    /** A day and its month in words; {@code null} if there is no such day. */
    @Nullable String spoken(int month, int day) {
        boolean valid = month >= 1 && month <= 12 && day >= 1 && day <= 31;
        return valid ? months.name(month) + " " + numbers.writtenOrdinal(day) : null;
    }

    private String iso(MatchResult date) {
        String day = spoken(Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
        return day == null ? date.group() : day + ", " + date.group(1);
    }

    /** The month first, as in America, unless it cannot be one. */
    private String slashes(MatchResult date) {
        int first = Integer.parseInt(date.group(1));
        int second = Integer.parseInt(date.group(2));
        String day = first <= 12 ? spoken(first, second) : spoken(second, first);
        String year = date.group(3);
        if (year.length() == 2) {
            year = (Integer.parseInt(year) > THIS_CENTURY ? "19" : "20") + year;
        }
        return day == null ? date.group() : day + ", " + year;
    }
}
