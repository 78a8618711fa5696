package io.mynah.engine.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhonemePiecesTest {
    private static final int LONGEST = 400;

    @Test
    void of_upToTheLimit_staysWhole() {
        String most = "a".repeat(LONGEST);
        assertEquals(List.of(most), PhonemePieces.of(most, LONGEST));
        assertEquals(List.of("həlˈO, wˈɜɹld."), PhonemePieces.of("həlˈO, wˈɜɹld.", LONGEST));
    }

    @Test
    void of_nothingToSpeak_isEmpty() {
        assertEquals(List.of(), PhonemePieces.of("", LONGEST));
        assertEquals(List.of(), PhonemePieces.of("  ", LONGEST));
    }

    @Test
    void of_longSentence_isCutAfterClauses() {
        String clause = "ab ".repeat(50).strip() + ",";
        List<String> pieces = PhonemePieces.of((clause + " ").repeat(5).strip(), LONGEST);
        assertEquals(List.of(clause + " " + clause, clause + " " + clause, clause), pieces);
    }

    @Test
    void of_longClause_isCutBetweenWords() {
        String words = "abc ".repeat(300).strip();
        List<String> pieces = PhonemePieces.of(words, LONGEST);
        assertEquals(words, String.join(" ", pieces));
        assertTrue(pieces.stream().allMatch(piece -> piece.length() <= LONGEST));
        assertEquals(3, pieces.size());
    }

    @Test
    void of_longWord_isCutAnywhere() {
        List<String> pieces = PhonemePieces.of("a".repeat(1000), LONGEST);
        assertEquals(List.of(400, 400, 200), pieces.stream().map(String::length).toList());
    }
}
