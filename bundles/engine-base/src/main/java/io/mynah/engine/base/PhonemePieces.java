package io.mynah.engine.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts phonemes into pieces that a network was trained for. A sentence of up to so many symbols stays whole; a longer one is
 * cut after clause punctuation, a clause that is still too long between words, and a word that is too long anywhere.
 */
public final class PhonemePieces {
    private static final Pattern CLAUSE_END = Pattern.compile("(?<=[,;:—])\\s+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private PhonemePieces() {}

    /**
     * The pieces in their order, none of them blank.
     *
     * @param longest symbols in a piece, blanks included
     */
    public static List<String> of(String phonemes, int longest) {
        if (phonemes.isBlank()) {
            return List.of();
        }
        return phonemes.length() <= longest ? List.of(phonemes) : join(parts(phonemes, longest), longest);
    }

    private static List<String> parts(String phonemes, int longest) {
        List<String> parts = new ArrayList<>();
        for (String clause : CLAUSE_END.split(phonemes, -1)) {
            if (clause.length() <= longest) {
                parts.add(clause);
                continue;
            }
            for (String word : BLANKS.split(clause, -1)) {
                for (int start = 0; start < word.length(); start += longest) {
                    parts.add(word.substring(start, Math.min(start + longest, word.length())));
                }
            }
        }
        return parts;
    }

    private static List<String> join(List<String> parts, int longest) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String part : parts) {
            if (part.isBlank()) {
                continue;
            }
            if (!piece.isEmpty() && piece.length() + 1 + part.length() > longest) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(piece.isEmpty() ? "" : " ").append(part);
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }
}
