package io.mynah.engine.onnx.kokoro;

import io.mynah.engine.base.PhonemePieces;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts phonemes so that the first sound comes soon: a long sentence's first clause is a piece of its own. What comes after
 * stays together, since the network speaks whole sentences best.
 */
final class KokoroPieces {
    /**
     * Symbols in a piece, blanks included: some 9 s of speech, for which a run needs 150 MB. The network takes 510, and
     * memory in proportion.
     */
    static final int LONGEST = 150;

    /** A sentence up to this long stays whole: it is spoken before anybody gets impatient. */
    static final int SHORT = 90;

    /** A first clause shorter than this would sound like a sentence of one word. */
    private static final int SHORTEST_CLAUSE = 12;

    private static final String CLAUSE_ENDS = ",;:—";

    private KokoroPieces() {}

    /** The pieces in their order, none of them blank. */
    static List<String> of(String phonemes) {
        if (phonemes.length() <= SHORT) {
            return PhonemePieces.of(phonemes, LONGEST);
        }
        int cut = firstClause(phonemes);
        List<String> pieces = new ArrayList<>(PhonemePieces.of(phonemes.substring(0, cut), LONGEST));
        pieces.addAll(PhonemePieces.of(phonemes.substring(cut).stripLeading(), LONGEST));
        return pieces;
    }

    /** Where the first clause ends; 0 if there is none that makes a piece. */
    private static int firstClause(String phonemes) {
        for (int i = SHORTEST_CLAUSE; i < SHORT; i++) {
            if (CLAUSE_ENDS.indexOf(phonemes.charAt(i)) >= 0 && Character.isWhitespace(phonemes.charAt(i + 1))) {
                return i + 1;
            }
        }
        return 0;
    }
}
