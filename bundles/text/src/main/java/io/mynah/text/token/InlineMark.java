package io.mynah.text.token;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word with its phonemes given in the text, {@code [word](/phonemes/)}.
 *
 * @param start where the mark begins in the text
 * @param end where it ends
 * @param word what stands in the brackets
 * @param phonemes what stands between the slashes; {@code null} if the parentheses hold something else
 */
public record InlineMark(
        int start, int end, String word, @Nullable String phonemes) {

    /** All marks of a text, in their order. */
    public static List<InlineMark> findAll(String text) {
        List<InlineMark> marks = new ArrayList<>();
        int open = text.indexOf('[');
        while (open >= 0) {
            // A word has at least one character, which may be another opening bracket.
            int close = text.indexOf(']', open + 2);
            if (close < 0) {
                break;
            }
            int end = text.startsWith("](", close) ? text.indexOf(')', close) + 1 : 0;
            if (end > 0) {
                marks.add(new InlineMark(
                        open, end, text.substring(open + 1, close), phonemes(text.substring(close + 2, end - 1))));
            }
            // All brackets before this one lead to the same end, hence to no mark either.
            open = text.indexOf('[', Math.max(end, close));
        }
        return marks;
    }

    private static @Nullable String phonemes(String given) {
        if (given.length() < 2 || !given.startsWith("/") || !given.endsWith("/")) {
            return null;
        }
        int end = given.length();
        while (end > 1 && given.charAt(end - 1) == '/') {
            end--;
        }
        return given.substring(1, end);
    }
}
