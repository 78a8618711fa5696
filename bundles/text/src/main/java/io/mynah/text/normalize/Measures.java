package io.mynah.text.normalize;

import io.mynah.text.normalize.WordTables.Unit;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with a unit: "5 km" as 5 kilometers, "-40 °C" as -40 degrees Celsius. */
final class Measures implements Rule {

    private static final Unit DEGREE = new Unit("degree", "degrees");
    private static final Pattern DEGREES = Patterns.of(Patterns.FREE_AMOUNT + " ?° ?([CF])?(?![\\w])");

    private final Map<String, Unit> units;
    private final Pattern measure;

    Measures(WordTables tables) {
        this.units = tables.units("units");
        this.measure = Patterns.of(Patterns.FREE_AMOUNT + " ?(" + Patterns.oneOf(units.keySet()) + ")(?![\\w])");
    }

    @Override
    public String apply(String text) {
        if (!Patterns.hasDigit(text)) {
            return text;
        }
        String result = text;
        if (result.indexOf('°') >= 0) {
            result = DEGREES.matcher(result).replaceAll(degrees -> Matcher.quoteReplacement(degrees(degrees)));
        }
        return measure.matcher(result).replaceAll(match -> Matcher.quoteReplacement(measure(match)));
    }

    private static String degrees(MatchResult match) {
        String words = match.group(1) + " " + DEGREE.of(match.group(1));
        if (match.group(2) == null) {
            return words;
        }
        return words + (match.group(2).equals("C") ? " Celsius" : " Fahrenheit");
    }

    private String measure(MatchResult match) {
        Unit unit = units.get(match.group(2));
        return unit == null ? match.group() : match.group(1) + " " + unit.of(match.group(1));
    }
}
