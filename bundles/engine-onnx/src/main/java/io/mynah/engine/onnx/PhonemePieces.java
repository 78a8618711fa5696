package io.mynah.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts phonemes into pieces that the network was trained for. A sentence of up to {@link #LONGEST} symbols stays whole;
 * a longer one is cut after clause punctuation, a clause that is still too long between words, and a word that is too
 * long anywhere.
 */
final class PhonemePieces {
    /** Symbols in a piece, blanks included. */
    static final int LONGEST = 400;

    private static final Pattern CLAUSE_END = Pattern.compile("(?<=[,;:—])\\s+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private PhonemePieces() {}

    /** The pieces in their order, none of them blank. */
    static List<String> of(String phonemes) {
        if (phonemes.isBlank()) {
            return List.of();
        }
        return phonemes.length() <= LONGEST ? List.of(phonemes) : join(parts(phonemes));
    }

    private static List<String> parts(String phonemes) {
        List<String> parts = new ArrayList<>();
        for (String clause : CLAUSE_END.split(phonemes, -1)) {
            if (clause.length() <= LONGEST) {
                parts.add(clause);
                continue;
            }
            for (String word : BLANKS.split(clause, -1)) {
                for (int start = 0; start < word.length(); start += LONGEST) {
                    parts.add(word.substring(start, Math.min(start + LONGEST, word.length())));
                }
            }
        }
        return parts;
    }

    private static List<String> join(List<String> parts) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String part : parts) {
            if (part.isBlank()) {
                continue;
            }
            if (!piece.isEmpty() && piece.length() + 1 + part.length() > LONGEST) {
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
