package io.mynah.text.lexicon;

import io.mynah.text.normalize.NumberWords;
import io.mynah.text.unicode.Chars;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in digits: cardinals, ordinals, years, decimals, amounts of money, and digit by digit where they are part of
 * a longer word. Safe for use by several threads.
 */
final class NumberReader {

    private static final List<String> SUFFIXES = List.of("ing", "'d", "ed", "'s", "st", "nd", "rd", "th", "s");
    private static final List<String> ORDINALS = List.of("st", "nd", "rd", "th");

    private final Vocabulary vocabulary;
    private final Inflections inflections;
    private final NumberWords words;

    NumberReader(Vocabulary vocabulary, Inflections inflections, NumberWords words) {
        this.vocabulary = vocabulary;
        this.inflections = inflections;
        this.words = words;
    }

    /** Whether a word is a number, with commas, points and an ending or without. */
    static boolean isNumber(String word, boolean head) {
        if (Chars.hasNone(word, '0', '9')) {
            return false;
        }
        int end = word.length();
        for (String suffix : SUFFIXES) {
            if (word.endsWith(suffix)) {
                end -= suffix.length();
                break;
            }
        }
        for (int i = 0; i < end; i++) {
            char c = word.charAt(i);
            if (!Chars.isAsciiDigit(c) && c != ',' && c != '.' && !(head && i == 0 && c == '-')) {
                return false;
            }
        }
        return true;
    }

    /**
     * How a number sounds.
     *
     * @param head whether it begins a word; if not, it is read the short way: "B 52", "room 2 oh 4"
     * @return {@code null} if there is nothing to be read
     */
    @Nullable String read(String word, @Nullable Currency currency, boolean head) {
        int end = word.length();
        while (end > 0
                && ((word.charAt(end - 1) >= 'a' && word.charAt(end - 1) <= 'z') || word.charAt(end - 1) == '\'')) {
            end--;
        }
        String suffix = word.substring(end);
        boolean negative = word.startsWith("-");
        String number = word.substring(Math.min(negative ? 1 : 0, end), end);
        Spoken spoken = new Spoken();
        if (negative) {
            spoken.word("minus");
        }
        read(spoken, number, suffix, currency, head, negative);
        String phonemes = spoken.toString();
        return switch (phonemes.isEmpty() ? "" : suffix) {
            case "s", "'s" -> inflections.addS(phonemes);
            case "ed", "'d" -> inflections.addEd(phonemes);
            case "ing" -> inflections.addIng(phonemes);
            default -> phonemes.isEmpty() ? null : phonemes;
        };
    }

    private void read(
            Spoken spoken, String number, String suffix, @Nullable Currency currency, boolean head, boolean negative) {
        boolean plain = Chars.all(number, Chars::isAsciiDigit);
        boolean ordinal = ORDINALS.contains(suffix);
        if (plain && ordinal) {
            spoken.words(words.ordinal(number));
        } else if (plain && number.length() == 4 && !negative && currency == null) {
            spoken.words(words.year(number));
        } else if (!head && number.indexOf('.') < 0) {
            readShort(spoken, number.replace(",", ""));
        } else if (!head || number.indexOf('.') != number.lastIndexOf('.')) {
            readParts(spoken, number.replace(",", ""));
        } else if (currency != null && isAmount(number)) {
            readAmount(spoken, number.replace(",", ""), currency);
        } else if (number.indexOf('.') >= 0) {
            readDecimal(spoken, number.replace(",", ""));
        } else {
            String digits = number.replace(",", "");
            spoken.words(ordinal ? words.ordinal(digits) : words.cardinal(digits));
        }
    }

    /** "747" as seven forty-seven, "305" as three oh five, "1024" and "007" digit by digit. */
    private void readShort(Spoken spoken, String digits) {
        if (digits.isEmpty()) {
            return;
        }
        if (digits.charAt(0) == '0' || digits.length() > 3) {
            spoken.digits(digits);
        } else if (digits.length() == 3 && !digits.endsWith("00")) {
            spoken.digits(digits.substring(0, 1));
            if (digits.charAt(1) == '0') {
                spoken.add(vocabulary.lookup("O", null, Stress.NONE, null));
                spoken.digits(digits.substring(2));
            } else {
                spoken.words(words.cardinal(digits.substring(1)));
            }
        } else {
            spoken.words(words.cardinal(digits));
        }
    }

    /** Version numbers, addresses and the like: what stands between points one by one. */
    private void readParts(Spoken spoken, String number) {
        for (String part : number.split("\\.", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            boolean round = part.chars().skip(1).allMatch(c -> c == '0');
            if (part.charAt(0) == '0' || (part.length() != 2 && !round)) {
                spoken.digits(part);
            } else {
                spoken.words(words.cardinal(part));
            }
        }
    }

    private static boolean isAmount(String number) {
        int point = number.indexOf('.');
        return point < 0 || number.length() - point <= 3;
    }

    private void readAmount(Spoken spoken, String number, Currency currency) {
        int point = number.indexOf('.');
        String units = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : number.substring(point + 1);
        boolean hasFraction = fraction.chars().anyMatch(c -> c != '0');
        boolean hasUnits = units.chars().anyMatch(c -> c != '0') || !hasFraction;
        if (hasUnits) {
            spoken.words(words.cardinal(units));
            spoken.add(unit(currency.unit(true), currency.unit(false), units));
        }
        if (hasUnits && hasFraction) {
            spoken.word("and");
        }
        if (hasFraction) {
            spoken.words(words.cardinal(fraction));
            spoken.add(unit(currency.fraction(true), currency.fraction(false), fraction));
        }
    }

    private @Nullable String unit(String one, String many, String digits) {
        boolean single = words.isOne(digits) || one.equals(many);
        return single ? vocabulary.lookup(one, null, Stress.AS_IS, null) : inflections.plural(many);
    }

    private void readDecimal(Spoken spoken, String number) {
        int point = number.indexOf('.');
        String fraction = number.substring(point + 1);
        if (point > 0) {
            spoken.words(words.cardinal(number.substring(0, point)));
            int end = fraction.length();
            while (end > 0 && fraction.charAt(end - 1) == '0') {
                end--;
            }
            fraction = fraction.substring(0, end);
        }
        if (!fraction.isEmpty()) {
            spoken.add(vocabulary.lookup("point", null, Stress.NONE, null));
            spoken.digits(fraction);
        }
    }

    /** Collects what is said. */
    private final class Spoken {
        private final StringJoiner phonemes = new StringJoiner(" ");

        void add(@Nullable String sound) {
            if (sound != null) {
                phonemes.add(sound);
            }
        }

        void word(String word) {
            add(vocabulary.lookup(word, null, Stress.AS_IS, null));
        }

        void words(List<String> spelled) {
            spelled.forEach(this::word);
        }

        void digits(String digits) {
            for (int i = 0; i < digits.length(); i++) {
                words(words.cardinal(digits.substring(i, i + 1)));
            }
        }

        @Override
        public String toString() {
            return phonemes.toString();
        }
    }
}
