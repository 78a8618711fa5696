package io.mynah.text.tag;

import io.mynah.text.unicode.Chars;
import java.util.Locale;

/** How a word looks: what stands for it where the word itself is too rare to be known. */
final class WordShape {

    private static final int SHOWN = 4;

    private WordShape() {}

    /** A word in lower case, or what kind of compound or number it is. */
    static String form(String word) {
        if (word.indexOf('-') > 0) {
            return "!HYPHEN";
        }
        if (word.codePointCount(0, word.length()) == SHOWN && Chars.all(word, WordShape::isDigit)) {
            return "!YEAR";
        }
        if (isDigit(word.codePointAt(0))) {
            return "!DIGITS";
        }
        return word.toLowerCase(Locale.ROOT);
    }

    /** {@code x}, {@code Xx}, {@code XX}, {@code X1}, {@code xX} for words, {@code d} for numbers, else its kinds. */
    static String shape(String word) {
        if (Chars.all(word, Character::isLetter)) {
            return shapeOfLetters(word);
        }
        if (Chars.all(word, WordShape::isDigit)) {
            return "d";
        }
        StringBuilder shape = new StringBuilder();
        first(word, SHOWN).codePoints().forEach(c -> {
            if (isDigit(c)) {
                shape.append('d');
            } else if (Character.isLetter(c)) {
                shape.append('x');
            } else {
                shape.appendCodePoint(c);
            }
        });
        return shape.toString();
    }

    private static String shapeOfLetters(String word) {
        int first = word.codePointAt(0);
        String rest = word.substring(Character.charCount(first));
        if (isLower(word)) {
            return "x";
        }
        if (Chars.all(word, c -> !Character.isLowerCase(c)) && Chars.any(word, Character::isUpperCase)) {
            return rest.isEmpty() ? "X1" : "XX";
        }
        return Character.isUpperCase(first) && isLower(rest) ? "Xx" : "xX";
    }

    private static boolean isLower(String word) {
        return Chars.any(word, Character::isLowerCase) && Chars.all(word, c -> !Character.isUpperCase(c));
    }

    /** Digits of any kind, superscripts and circled ones among them. */
    private static boolean isDigit(int c) {
        return Chars.isDecimal(c)
                || (c > 127 && Character.getType(c) == Character.OTHER_NUMBER && isCircledOrRaised(c));
    }

    private static boolean isCircledOrRaised(int c) {
        return c == '²' || c == '³' || c == '¹' || (c >= 0x2070 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468);
    }

    /** The first characters of a word. */
    static String first(String word, int count) {
        if (word.length() <= count) {
            return word;
        }
        int end = 0;
        for (int i = 0; i < count && end < word.length(); i++) {
            end += Character.charCount(word.codePointAt(end));
        }
        return word.substring(0, end);
    }

    /** The last characters of a word. */
    static String last(String word, int count) {
        if (word.length() <= count) {
            return word;
        }
        int start = word.length();
        for (int i = 0; i < count && start > 0; i++) {
            start -= Character.charCount(word.codePointBefore(start));
        }
        return word.substring(start);
    }
}
