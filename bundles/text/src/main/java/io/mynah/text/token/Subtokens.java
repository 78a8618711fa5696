package io.mynah.text.token;

import io.mynah.text.unicode.Chars;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Cuts a piece further, into what is read at once: numbers, signs, words, and the parts of words such as "iPhone". Takes
 * time in proportion to the piece.
 */
public final class Subtokens {

    private final String text;
    private final List<String> parts = new ArrayList<>();

    private Subtokens(String text) {
        this.text = text;
    }

    /** The parts of a piece, which put together are the piece, less lone apostrophes between them. */
    public static List<String> of(String piece) {
        Subtokens subtokens = new Subtokens(piece);
        int place = 0;
        while (place < piece.length()) {
            int end = subtokens.partAt(place);
            if (end > place) {
                subtokens.parts.add(piece.substring(place, end));
            }
            place = Math.max(end, place + 1);
        }
        return subtokens.parts;
    }

    /** Where the part ends that begins at a place; the place itself if none begins there. */
    private int partAt(int place) {
        int c = text.codePointAt(place);
        if (Chars.isApostrophe(c)) {
            return apostrophes(place);
        }
        int number = number(place);
        if (number > place) {
            return number;
        }
        if (c == '-' || c == '_') {
            return run(place, i -> text.charAt(i) == '-' || text.charAt(i) == '_');
        }
        return Chars.isLetterLike(c) ? word(place) : place + Character.charCount(c);
    }

    /** Apostrophes count at the beginning, at the end, and where there are several. */
    private int apostrophes(int place) {
        int end = run(place, i -> Chars.isApostrophe(text.charAt(i)));
        return place == 0 || end - place > 1 || end == text.length() ? end : hump(place);
    }

    /** Digits with single commas and points before them; a minus counts at the beginning of the piece. */
    private int number(int place) {
        int end = place;
        int next = place == 0 && text.charAt(0) == '-' ? 1 : place;
        while (next < text.length()) {
            int separator = text.charAt(next) == ',' || text.charAt(next) == '.' ? 1 : 0;
            int digit = Chars.at(text, next + separator);
            if (digit < 0 || !Chars.isDecimal(digit)) {
                break;
            }
            next += separator + Character.charCount(digit);
            end = next;
        }
        return end;
    }

    private int word(int place) {
        if (isUpper(place) && isUpper(place + 1) && isLower(place + 2)) {
            return place + 1;
        }
        int hump = hump(place);
        return hump > place ? hump : letters(place);
    }

    /** The end of the first small letter before a capital, as in "iPhone"; the place itself if there is none. */
    private int hump(int place) {
        int end = place;
        while (end < text.length() && !(isLower(end) && isUpper(end + 1))) {
            int c = text.codePointAt(end);
            if (Chars.isLetterLike(c)) {
                end += Character.charCount(c);
                continue;
            }
            end = afterApostrophes(end);
            if (end >= text.length() || !(isLower(end) && isUpper(end + 1))) {
                return place;
            }
        }
        return end < text.length() ? end + 1 : place;
    }

    /** Letters, and further letters that each follow an apostrophe: "don't", "rock'n'r". */
    private int letters(int place) {
        int end = place;
        while (end < text.length() && Chars.isLetterLike(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return afterApostrophes(end);
    }

    /** Skips pairs of an apostrophe and a letter. */
    private int afterApostrophes(int place) {
        int end = place;
        while (end < text.length() && Chars.isApostrophe(text.charAt(end))) {
            int letter = Chars.at(text, end + 1);
            if (letter < 0 || !Chars.isLetterLike(letter)) {
                break;
            }
            end += 1 + Character.charCount(letter);
        }
        return end;
    }

    private int run(int place, IntPredicate wanted) {
        int end = place;
        while (end < text.length() && wanted.test(end)) {
            end++;
        }
        return end;
    }

    private boolean isUpper(int place) {
        return place < text.length() && Chars.isLatinUpper(text.charAt(place));
    }

    private boolean isLower(int place) {
        return place < text.length() && Chars.isLatinLower(text.charAt(place));
    }
}
