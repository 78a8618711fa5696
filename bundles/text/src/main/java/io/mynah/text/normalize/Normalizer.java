package io.mynah.text.normalize;

import io.mynah.text.data.EnglishData;
import java.io.IOException;
import java.util.List;

/**
 * Writes out what is not words: times, dates, money, units, abbreviations, roman numerals, symbols. Plain numbers are
 * left to the lexicon, which knows how each is used. Safe for use by several threads; takes time in proportion to the
 * text.
 */
public final class Normalizer {

    private final List<Rule> rules;

    private Normalizer(List<Rule> rules) {
        this.rules = rules;
    }

    public static Normalizer load(EnglishData data, NumberWords numbers) throws IOException {
        WordTables tables = WordTables.read(data);
        Months months = new Months(tables);
        NumericDates dates = new NumericDates(months, numbers);
        // The order matters: a rule sees what those before it have left.
        return new Normalizer(List.of(
                new Times(numbers),
                dates,
                new Money(tables),
                new Measures(tables),
                new NamedDates(months, numbers),
                new Titles(tables),
                new Abbreviations(tables),
                new RomanNumerals(tables, numbers),
                new Figures(dates),
                new Symbols(tables)));
    }

    /** The text as it is said, on one line with single blanks. */
    public String normalize(String text) {
        String result = Blanks.collapse(text);
        for (Rule rule : rules) {
            result = rule.apply(result);
        }
        return Blanks.tidy(result);
    }
}
