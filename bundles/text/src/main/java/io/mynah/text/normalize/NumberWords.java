package io.mynah.text.normalize;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in words, spelled by ICU's rules for English. Numbers of more than 18 digits, which ICU does not spell, are
 * read digit by digit, as people do. Safe for use by several threads.
 */
public final class NumberWords {

    private static final String CARDINAL = "%spellout-numbering";
    private static final String ORDINAL = "%spellout-ordinal";
    private static final String ORDINAL_WITH_AND = "%spellout-ordinal-verbose";
    private static final String YEAR = "%spellout-numbering-year";
    private static final int LONGEST = 18;

    /** Loading ICU's rules takes some 200 ms of a cold machine, so they wait for the first number. */
    private @Nullable RuleBasedNumberFormat rules;

    /** "205" as two, hundred, five. */
    public List<String> cardinal(String digits) {
        return words(digits, CARDINAL);
    }

    /** "21" as twenty, first. */
    public List<String> ordinal(String digits) {
        return words(digits, ORDINAL);
    }

    /** "1905" as nineteen, oh, five; "0540", which ICU does not take for a year, as five, forty. */
    public List<String> year(String digits) {
        if (digits.startsWith("00") || !digits.startsWith("0")) {
            return words(digits, YEAR);
        }
        List<String> words = new ArrayList<>(words("1" + digits.substring(1), YEAR));
        // "1540" is fifteen forty: what is said of its tens and ones is what is said of those of "0540".
        words.set(0, words(digits.substring(1, 2), CARDINAL).get(0));
        return words;
    }

    /** Whether digits say 1. */
    public boolean isOne(String digits) {
        return digits.endsWith("1")
                && digits.chars().limit(digits.length() - 1L).allMatch(c -> c == '0');
    }

    /** A cardinal as it is written: "forty-two". */
    String written(int number) {
        return format(number, CARDINAL);
    }

    /** An ordinal as it is written: "one hundred and twenty-third". */
    String writtenOrdinal(int number) {
        return format(number, ORDINAL_WITH_AND);
    }

    private List<String> words(String digits, String style) {
        List<String> words = new ArrayList<>();
        if (digits.length() <= LONGEST) {
            addWords(words, format(digits.isEmpty() ? 0 : Long.parseLong(digits), style));
        } else {
            for (int i = 0; i < digits.length(); i++) {
                addWords(words, format(digits.charAt(i) - '0', CARDINAL));
            }
        }
        return words;
    }

    private static void addWords(List<String> words, String spelled) {
        int start = 0;
        for (int i = 0; i <= spelled.length(); i++) {
            if (i == spelled.length() || spelled.charAt(i) < 'a' || spelled.charAt(i) > 'z') {
                if (i > start) {
                    words.add(spelled.substring(start, i));
                }
                start = i + 1;
            }
        }
    }

    /** ICU's formats are for one thread at a time. */
    private synchronized String format(long number, String style) {
        if (rules == null) {
            rules = new RuleBasedNumberFormat(ULocale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);
        }
        return rules.format(number, style);
    }
}
