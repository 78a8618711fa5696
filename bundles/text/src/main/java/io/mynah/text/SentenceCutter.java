package io.mynah.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.mynah.text.token.InlineMark;
import io.mynah.text.unicode.Chars;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts texts into sentences for speaking: at ICU's sentence boundaries, but not after abbreviations and initials, before
 * a small letter, or within an inline mark. Sentences that are too long to be spoken at once are cut at clauses, else
 * between words, else anywhere. Safe for use by several threads; takes time in proportion to the text.
 */
public final class SentenceCutter {

    /** Longest piece, in UTF-16 units; a mark longer than this is ordinary text. */
    static final int LONGEST = 300;

    /** A clause that ends before this is too short to be worth a cut. */
    private static final int SHORTEST_CLAUSE = 100;

    private static final Set<String> ABBREVIATIONS = Set.of(
            "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Mt", "Ft", "Gen", "Gov", "Sen", "Rep", "Capt", "Lt", "Col", "Sgt",
            "Cmdr", "Rev", "Hon", "Pres", "Supt", "Cpl", "Maj", "Adm", "Fr", "Msgr", "No", "Nos", "Fig", "Vol", "Ch",
            "vs", "approx", "cf", "e.g", "i.e", "pp", "U.S", "U.K", "U.N");
    private static final int LONGEST_ABBREVIATION = 8;
    private static final String OPENING = "([{\"“'‘«";
    private static final String CLOSING = ")]}\"”'’»";
    private static final String CLAUSE_END = ",;:—–)”\"";

    /** ICU's iterators are for one thread; each text gets a copy of this one. */
    private final BreakIterator boundaries = BreakIterator.getSentenceInstance(ULocale.ENGLISH);

    /** The sentences of a text, without the blanks around them. */
    public List<String> cut(String text) {
        BitSet whole = marks(text);
        List<String> sentences = new ArrayList<>();
        BreakIterator iterator = boundaries.clone();
        iterator.setText(text);
        int start = 0;
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            if (end == text.length() || (!whole.get(end) && isEnd(text, start, end))) {
                addPieces(text, start, end, whole, sentences);
                start = end;
            }
        }
        return sentences;
    }

    /** The places within inline marks, where nothing is cut. */
    private static BitSet marks(String text) {
        BitSet within = new BitSet();
        for (InlineMark mark : InlineMark.findAll(text)) {
            if (mark.end() - mark.start() <= LONGEST) {
                within.set(mark.start() + 1, mark.end());
            }
        }
        return within;
    }

    /** Whether a sentence ends at a boundary that ICU has found. */
    private static boolean isEnd(String text, int start, int boundary) {
        int end = boundary;
        while (end > start && Chars.isBlank(text.charAt(end - 1))) {
            end--;
            if (text.charAt(end) == '\n' || text.charAt(end) == '\r') {
                return true;
            }
        }
        if (Character.isLowerCase(text.codePointAt(boundary))) {
            return false;
        }
        while (end > start && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean stop = end > start && text.charAt(end - 1) == '.';
        return !stop || (end < boundary && !isAbbreviation(text, start, end - 1));
    }

    /** Whether a full stop belongs to an abbreviation or an initial. */
    private static boolean isAbbreviation(String text, int start, int stop) {
        int from = stop;
        while (from > start && !Chars.isBlank(text.charAt(from - 1)) && OPENING.indexOf(text.charAt(from - 1)) < 0) {
            from--;
            if (stop - from > LONGEST_ABBREVIATION) {
                return false;
            }
        }
        String word = text.substring(from, stop);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
        return initial || ABBREVIATIONS.contains(word);
    }

    private static void addPieces(String text, int from, int to, BitSet whole, List<String> pieces) {
        int start = from;
        while (to - start > LONGEST) {
            int end = cutWithin(text, start, whole);
            addPiece(text.substring(start, end), pieces);
            start = end;
        }
        addPiece(text.substring(start, to), pieces);
    }

    private static void addPiece(String piece, List<String> pieces) {
        int start = 0;
        int end = piece.length();
        while (start < end && Chars.isBlank(piece.charAt(start))) {
            start++;
        }
        while (end > start && Chars.isBlank(piece.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            pieces.add(piece.substring(start, end));
        }
    }

    /** Where to cut a sentence that is too long: after its last clause, else its last word, that fits. */
    private static int cutWithin(String text, int start, BitSet whole) {
        int word = 0;
        for (int end = start + LONGEST; end > start + 1; end--) {
            if (whole.get(end) || !Chars.isBlank(text.charAt(end))) {
                continue;
            }
            if (word == 0) {
                word = end;
            }
            if (end - start < SHORTEST_CLAUSE) {
                break;
            }
            if (CLAUSE_END.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return word > 0 ? word : anywhere(text, start, whole);
    }

    private static int anywhere(String text, int start, BitSet whole) {
        int end = start + LONGEST;
        int beforeMark = whole.get(end) ? whole.previousClearBit(end) : end;
        if (beforeMark > start) {
            end = beforeMark;
        }
        return Character.isLowSurrogate(text.charAt(end)) && Character.isHighSurrogate(text.charAt(end - 1))
                ? end - 1
                : end;
    }
}
