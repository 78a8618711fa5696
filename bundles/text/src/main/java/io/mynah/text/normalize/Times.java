package io.mynah.text.normalize;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "9:05 pm" as nine oh five P.M., "7:00" as seven o'clock. */
final class Times implements Rule {

    private static final Pattern TIME =
            Patterns.of("(?<![\\w])(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ?([AaPp])\\.?[Mm]\\.?(?![A-Za-z]))?(?!\\d)");

    private final NumberWords numbers;

    Times(NumberWords numbers) {
        this.numbers = numbers;
    }

    @Override
    public String apply(String text) {
        if (text.indexOf(':') < 0) {
            return text;
        }
        return TIME.matcher(text).replaceAll(time -> Matcher.quoteReplacement(spoken(time, text)));
    }

    private String spoken(MatchResult time, String text) {
        int hour = Integer.parseInt(time.group(1));
        int minute = Integer.parseInt(time.group(2));
        int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
        if (hour > 24 || minute > 59 || second > 59) {
            return time.group();
        }
        StringBuilder words = new StringBuilder(numbers.written(hour));
        boolean alone = time.group(3) == null && time.group(4) == null;
        if (minute == 0) {
            words.append(alone ? " o'clock" : "");
        } else {
            words.append(minute < 10 ? " oh " : " ").append(numbers.written(minute));
        }
        if (time.group(3) != null) {
            words.append(" and ").append(numbers.written(second)).append(second == 1 ? " second" : " seconds");
        }
        if (time.group(4) != null) {
            // With dots, so that the letters are spelled; a full stop that follows serves as the last one.
            boolean stop = text.startsWith(".", time.end());
            words.append(' ').append(time.group(4).toUpperCase(Locale.ROOT)).append(stop ? ".M" : ".M.");
        }
        return words.toString();
    }
}
