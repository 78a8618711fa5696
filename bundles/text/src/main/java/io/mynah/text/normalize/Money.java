package io.mynah.text.normalize;

import io.mynah.text.normalize.WordTables.Unit;
import io.mynah.text.unicode.Chars;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money that are not read by the lexicon: "$3.2 billion", "50¢", "Rs. 500". An amount such as "$5.25" is left
 * for it.
 */
final class Money implements Rule {

    private static final String SIGNS = "$£€¢¥₹₩";
    private static final List<String> CODES = List.of("Rs", "USD", "EUR", "GBP");
    private static final String CENT = "¢";

    private static final Pattern LARGE = Patterns.of("([$£€])(" + Patterns.AMOUNT + ") ?" + Patterns.MAGNITUDE);
    private static final Pattern CENTS = Patterns.of("(?<![\\w.])(" + Patterns.AMOUNT + ") ?¢");
    private static final Pattern OTHERS = Patterns.of(
            "(?<![\\w])([¥₹₩]|Rs\\.?|USD|EUR|GBP) ?(" + Patterns.AMOUNT + ")(?: ?" + Patterns.MAGNITUDE + ")?");

    private final Map<String, Unit> currencies;

    Money(WordTables tables) {
        this.currencies = tables.units("currency");
    }

    @Override
    public String apply(String text) {
        boolean signs = Chars.any(text, c -> SIGNS.indexOf(c) >= 0);
        if (!signs && CODES.stream().noneMatch(text::contains)) {
            return text;
        }
        String result = LARGE.matcher(text).replaceAll(this::spoken);
        result = CENTS.matcher(result)
                .replaceAll(cents -> cents.group(1) + " " + unit(CENT).of(cents.group(1)));
        return OTHERS.matcher(result).replaceAll(this::spoken);
    }

    private String spoken(MatchResult money) {
        String sign = money.group(1);
        String amount = money.group(2);
        Unit unit = unit(sign.endsWith(".") ? sign.substring(0, sign.length() - 1) : sign);
        String magnitude = magnitude(money.group(3));
        return Matcher.quoteReplacement(
                magnitude == null ? amount + " " + unit.of(amount) : amount + " " + magnitude + " " + unit.many());
    }

    private static @Nullable String magnitude(@Nullable String written) {
        if (written == null || written.length() > 1) {
            return written;
        }
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "k" -> "thousand";
            case "m" -> "million";
            default -> "billion";
        };
    }

    private Unit unit(String sign) {
        Unit unit = currencies.get(sign);
        if (unit == null) {
            throw new IllegalStateException("normalize.json has no currency '" + sign + "'");
        }
        return unit;
    }
}
