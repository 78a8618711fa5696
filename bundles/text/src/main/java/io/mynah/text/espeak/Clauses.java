package io.mynah.text.espeak;

import io.mynah.text.token.InlineMark;
import io.mynah.text.unicode.Chars;
import java.util.ArrayList;
import java.util.List;

/** Takes a text apart, since espeak-ng drops punctuation, which a voice needs. */
final class Clauses {

    /** The marks that Kokoro's alphabet has, and others that stand for them. */
    private static final String FROM = ";:,.!?—…\"()“”–«»।॥";

    private static final String TO = ";:,.!?—…\"()“”—“”..";
    /** Between two signs that are no blanks, these belong to a number or an address. */
    private static final String INNER = ".,:";
    /** What espeak-ng would take for commands, and the marks of Spanish that no voice speaks. */
    private static final String DROPPED = "[]{}<>¡¿";

    /** Longer clauses are cut between words: espeak-ng would cut them itself, and its lines would not be clauses. */
    private static final int LONGEST = 200;

    private Clauses() {}

    /** What a part is. */
    enum Kind {
        /** To be read. */
        WORDS,
        /** Punctuation, or a blank. */
        MARK,
        /** Phonemes that the text gave itself. */
        PHONEMES
    }

    /** A part of a text; all of them make the whole. */
    record Part(Kind kind, String text) {}

    static List<Part> of(String text) {
        List<Part> parts = new ArrayList<>();
        int place = 0;
        for (InlineMark mark : InlineMark.findAll(text)) {
            String phonemes = mark.phonemes();
            if (phonemes != null) {
                addPlain(text.substring(place, mark.start()), parts);
                parts.add(new Part(Kind.PHONEMES, phonemes));
                place = mark.end();
            }
        }
        addPlain(text.substring(place), parts);
        return parts;
    }

    private static void addPlain(String text, List<Part> parts) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int mark = FROM.indexOf(c);
            if (mark >= 0 && !isInner(text, i)) {
                flush(words, parts);
                parts.add(new Part(Kind.MARK, TO.substring(mark, mark + 1)));
            } else if (Chars.isBlank(c) || Character.isISOControl(c)) {
                if (words.length() >= LONGEST) {
                    flush(words, parts);
                }
                blank(words, parts);
            } else if (DROPPED.indexOf(c) < 0) {
                words.append(c);
            }
        }
        flush(words, parts);
    }

    private static boolean isInner(String text, int place) {
        return INNER.indexOf(text.charAt(place)) >= 0
                && place > 0
                && place + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(place - 1))
                && Character.isLetterOrDigit(text.charAt(place + 1));
    }

    private static void blank(StringBuilder words, List<Part> parts) {
        if (words.length() > 0) {
            words.append(' ');
        } else {
            parts.add(new Part(Kind.MARK, " "));
        }
    }

    private static void flush(StringBuilder words, List<Part> parts) {
        if (words.length() == 0) {
            return;
        }
        boolean blank = words.charAt(words.length() - 1) == ' ';
        parts.add(new Part(Kind.WORDS, words.toString().strip()));
        if (blank) {
            parts.add(new Part(Kind.MARK, " "));
        }
        words.setLength(0);
    }
}
