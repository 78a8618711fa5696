package io.mynah.text.token;

import io.mynah.text.unicode.Chars;
import java.util.List;
import java.util.Set;

/** What is cut off a word's ends, and where a word is cut in its middle. */
final class Affixes {

    private static final String QUOTES = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉";
    private static final String PUNCTUATION = "…,:;!?¿¡()[]{}<>_#*&。？！，、；：～·";
    private static final String ICONS = "™®©°§¶†‡•";
    private static final String CURRENCIES = "$£€¥฿₽₹₩₪₺₴₦₫₱₲₵₸₼₾₿";
    private static final List<String> DOLLARS = List.of("US$", "C$", "A$");
    private static final List<String> POSSESSIVES = List.of("'s", "'S", "’s", "’S");
    private static final Set<String> UNITS = Set.of(
            "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm",
            "nm", "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa",
            "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "%");
    private static final int LONGEST_UNIT = 4;

    private Affixes() {}

    /** How many characters of what lies between two places are cut off at its beginning. */
    static int prefix(String text, int from, int to) {
        char c = text.charAt(from);
        if (c == '.') {
            int dots = run(text, from, to);
            return dots > 1 ? dots : 0;
        }
        if (c == '+') {
            return from + 1 < to && Chars.isAsciiDigit(text.charAt(from + 1)) ? 0 : 1;
        }
        if ("%=—–".indexOf(c) >= 0 || isMark(c) || CURRENCIES.indexOf(c) >= 0) {
            return 1;
        }
        for (String dollar : DOLLARS) {
            if (text.startsWith(dollar, from) && from + dollar.length() <= to) {
                return dollar.length();
            }
        }
        return 0;
    }

    /** How many characters of what lies between two places are cut off at its end. */
    static int suffix(String text, int from, int to) {
        char last = text.charAt(to - 1);
        if (last == '.') {
            return dots(text, from, to);
        }
        int unit = unit(text, from, to);
        if (unit > 0) {
            return unit;
        }
        if (last == '…') {
            return to - from > 1 && text.charAt(to - 2) == '…' ? 2 : 1;
        }
        if (last == '—' || last == '–' || isMark(last)) {
            return 1;
        }
        if (last == '+') {
            return to - from > 1 && Chars.isAsciiDigit(text.charAt(to - 2)) ? 1 : 0;
        }
        if (to - from > 1) {
            for (String possessive : POSSESSIVES) {
                if (text.startsWith(possessive, to - 2)) {
                    return 2;
                }
            }
        }
        return 0;
    }

    /** Several dots, or a full stop where it is not the end of an abbreviation. */
    private static int dots(String text, int from, int to) {
        int dots = 1;
        while (to - dots > from && text.charAt(to - dots - 1) == '.') {
            dots++;
        }
        if (dots > 1) {
            return dots;
        }
        if (to - from < 2) {
            return 0;
        }
        char before = text.charAt(to - 2);
        boolean ends = Chars.isAsciiDigit(before)
                || Chars.isLatinLower(before)
                || "%²-+".indexOf(before) >= 0
                || PUNCTUATION.indexOf(before) >= 0
                || QUOTES.indexOf(before) >= 0;
        if (to - from > 2) {
            char earlier = text.charAt(to - 3);
            ends |= Chars.isLatinUpper(before) && Chars.isLatinUpper(earlier);
            ends |= earlier == '°' && "FfCcKk".indexOf(before) >= 0;
        }
        return ends ? 1 : 0;
    }

    /** A unit or a currency after a digit; the longest. */
    private static int unit(String text, int from, int to) {
        for (int length = Math.min(LONGEST_UNIT, to - from - 1); length > 0; length--) {
            int start = to - length;
            if (!Chars.isAsciiDigit(text.charAt(start - 1))) {
                continue;
            }
            String unit = text.substring(start, to);
            if (UNITS.contains(unit) || DOLLARS.contains(unit) || (length == 1 && CURRENCIES.contains(unit))) {
                return length;
            }
        }
        return 0;
    }

    /**
     * How many characters at a place stand between two words that are written as one, such as a hyphen.
     *
     * @return 0 if none
     */
    static int infix(String text, int place, int from, int to) {
        char c = text.charAt(place);
        char before = place > from ? text.charAt(place - 1) : 0;
        char after = place + 1 < to ? text.charAt(place + 1) : 0;
        return switch (c) {
            case '.' -> after == '.' ? run(text, place, to) : stop(before, after);
            case '…', '™', '®', '©', '°', '§', '¶', '†', '‡', '•' -> 1;
            case ',' -> Chars.isLetterLike(before) && Chars.isLetterLike(after) ? 1 : 0;
            case '+', '*', '^' -> isBetweenDigits(before, after) ? 1 : 0;
            case '-' -> isBetweenDigits(before, after) ? 1 : dash(text, place, from, to);
            case '–', '—', '~' -> dash(text, place, from, to);
            case ':', '<', '>', '=', '/' -> isLetterOrDigit(before) && Chars.isLetterLike(after) ? 1 : 0;
            default -> 0;
        };
    }

    /** A full stop between two sentences without a blank. */
    private static int stop(char before, char after) {
        boolean ends = Chars.isLatinLower(before) || isQuote(before);
        return ends && (Chars.isLatinUpper(after) || isQuote(after)) ? 1 : 0;
    }

    private static boolean isBetweenDigits(char before, char after) {
        return Chars.isAsciiDigit(before) && (Chars.isAsciiDigit(after) || after == '-');
    }

    /** How often the character at a place stands there. */
    private static int run(String text, int place, int to) {
        int end = place;
        while (end < to && text.charAt(end) == text.charAt(place)) {
            end++;
        }
        return end - place;
    }

    /** A dash or several before a letter. */
    private static int dash(String text, int place, int from, int to) {
        if (place == from || !isLetterOrDigit(text.codePointBefore(place))) {
            return 0;
        }
        char c = text.charAt(place);
        int longest = c == '-' ? 3 : c == '—' ? 2 : 1;
        for (int length = 1; length <= longest && place + length < to; length++) {
            if (Chars.isLetterLike(text.codePointAt(place + length))) {
                return length;
            }
            if (text.charAt(place + length) != c) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return Chars.isLetterLike(c) || Chars.isDecimal(c);
    }

    private static boolean isMark(char c) {
        return PUNCTUATION.indexOf(c) >= 0 || isQuote(c) || ICONS.indexOf(c) >= 0;
    }

    private static boolean isQuote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }
}
