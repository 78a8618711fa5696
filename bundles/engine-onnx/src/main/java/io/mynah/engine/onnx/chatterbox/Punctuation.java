package io.mynah.engine.onnx.chatterbox;

import java.util.Locale;
import java.util.stream.Collectors;

/** Text as the model was trained on it: the {@code punc_norm} of the original program, to the letter. */
final class Punctuation {
    private static final String NOTHING_TO_SAY = "You need to add some text for me to talk.";
    private static final String SENTENCE_ENDS = ".!?-,";

    private Punctuation() {}

    /** One sentence or a few, with a capital letter first, plain punctuation and an end. */
    static String normalize(String text) {
        if (text.isEmpty()) {
            return NOTHING_TO_SAY;
        }
        String plain = collapsed(capitalized(text))
                .replace("\u2026", ", ")
                .replace(':', ',')
                .replace('\u2014', '-')
                .replace('\u2013', '-')
                .replace(" ,", ",")
                .replace('\u201C', '"')
                .replace('\u201D', '"')
                .replace('\u2018', '\'')
                .replace('\u2019', '\'');
        int end = plain.length();
        while (end > 0 && plain.charAt(end - 1) == ' ') {
            end--;
        }
        plain = plain.substring(0, end);
        return !plain.isEmpty() && SENTENCE_ENDS.indexOf(plain.charAt(end - 1)) >= 0 ? plain : plain + ".";
    }

    private static String capitalized(String text) {
        int first = text.codePointAt(0);
        return Character.isLowerCase(first)
                ? Character.toString(first).toUpperCase(Locale.ROOT) + text.substring(Character.charCount(first))
                : text;
    }

    /** One space between words, as Python's {@code split} finds them: its white space is more than Java's. */
    private static String collapsed(String text) {
        String spaced = text.codePoints()
                .map(c -> isSpace(c) ? ' ' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return spaced.strip().replaceAll(" +", " ");
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
