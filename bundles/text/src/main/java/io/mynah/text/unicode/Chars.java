package io.mynah.text.unicode;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Classes of characters. Every method takes code points, so that a character beyond U+FFFF is one, not two. */
public final class Chars {

    private static final String QUOTES = "'\u2018\u2019";

    private Chars() {}

    /** A letter, a number of any kind, or the low line; unlike the JDK's {@code \w} without marks and joiners. */
    public static boolean isWord(int c) {
        return isLetterLike(c) || isDecimal(c) || c == '_';
    }

    /** A letter, or a number that is not a decimal digit, such as {@code ½} or {@code Ⅳ}. */
    public static boolean isLetterLike(int c) {
        if (c < 128) {
            return isAsciiLetter(c);
        }
        int type = Character.getType(c);
        return Character.isLetter(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    public static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A decimal digit of any script. */
    public static boolean isDecimal(int c) {
        return c < 128 ? isAsciiDigit(c) : Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** White space of any kind, the no-break spaces among them. */
    public static boolean isBlank(int c) {
        return Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F;
    }

    /** A capital of the Latin-1 range. */
    public static boolean isLatinUpper(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    }

    /** A small letter of the Latin-1 range. */
    public static boolean isLatinLower(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
    }

    /** A straight or curly single quotation mark, that is, an apostrophe. */
    public static boolean isApostrophe(int c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /** Whether all characters are ASCII ones; true for an empty text. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text has no ASCII character from one to another. */
    public static boolean hasNone(String text, char from, char to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= from && c <= to) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is not empty and each of its characters is one of those asked for. */
    public static boolean all(String text, IntPredicate wanted) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!wanted.test(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return !text.isEmpty();
    }

    /** Whether a text has at least one of the characters asked for. */
    public static boolean any(String text, IntPredicate wanted) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (wanted.test(c)) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    /** The character before a place, or -1 at the beginning. */
    public static int before(String text, int place) {
        return place <= 0 ? -1 : text.codePointBefore(place);
    }

    /** The character at a place, or -1 at the end. */
    public static int at(String text, int place) {
        return place >= text.length() ? -1 : text.codePointAt(place);
    }

    /**
     * A pattern in which {@code [\w]}, always written inside brackets, means {@link #isWord} and {@code \d} means
     * {@link #isDecimal}.
     */
    public static Pattern pattern(String regex) {
        return Pattern.compile(regex.replace("\\w", "\\p{L}\\p{N}_").replace("\\d", "\\p{Nd}"));
    }
}
