package io.mynah.rest.body;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers written as strings, as pydantic's lax mode takes them. */
final class Numbers {
    /** Longer ones are numbers to nobody, and slow to convert. */
    static final int LONGEST = 1_000;

    private static final Pattern FLOAT = Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]++(?:\\.0++)?");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("[+-]?nan");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(?:inity)?");

    private Numbers() {}

    static OptionalDouble parseFloat(String text) {
        String number = withoutUnderscores(text);
        if (FLOAT.matcher(number).matches()) {
            return OptionalDouble.of(Double.parseDouble(number));
        }
        String lower = number.toLowerCase(Locale.ROOT);
        if (NOT_A_NUMBER.matcher(lower).matches()) {
            return OptionalDouble.of(Double.NaN);
        }
        if (INFINITE.matcher(lower).matches()) {
            return OptionalDouble.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return OptionalDouble.empty();
    }

    static Optional<BigInteger> parseInteger(String text) {
        String number = withoutUnderscores(text);
        if (!INTEGER.matcher(number).matches()) {
            return Optional.empty();
        }
        int point = number.indexOf('.');
        return Optional.of(new BigInteger(point < 0 ? number : number.substring(0, point)));
    }

    /** The number itself; empty if it cannot be one. */
    private static String withoutUnderscores(String text) {
        String number = text.strip();
        if (number.length() > LONGEST || number.startsWith("_") || number.endsWith("_") || number.contains("__")) {
            return "";
        }
        return number.replace("_", "");
    }
}
