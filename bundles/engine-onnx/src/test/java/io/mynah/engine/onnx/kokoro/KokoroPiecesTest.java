package io.mynah.engine.onnx.kokoro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KokoroPiecesTest {
    private static final String CLAUSE = "abcd ".repeat(8).strip() + ",";

    @Test
    void of_shortSentence_staysWhole() {
        String sentence = CLAUSE + " " + CLAUSE;
        assertEquals(List.of(sentence), KokoroPieces.of(sentence));
        assertEquals(List.of(), KokoroPieces.of(" "));
    }

    @Test
    void of_longSentence_givesItsFirstClauseAlone() {
        assertEquals(
                List.of(CLAUSE, CLAUSE + " " + CLAUSE + " " + CLAUSE),
                KokoroPieces.of(CLAUSE + " " + CLAUSE + " " + CLAUSE + " " + CLAUSE));
    }

    @Test
    void of_firstClauseOfAWord_goesOnToTheNext() {
        String sentence = "abc, " + CLAUSE + " " + CLAUSE + " " + CLAUSE;
        assertEquals(List.of("abc, " + CLAUSE, CLAUSE + " " + CLAUSE), KokoroPieces.of(sentence));
    }

    @Test
    void of_longSentenceWithoutClauses_staysWhole() {
        String words = "abcd ".repeat(30).strip();
        assertEquals(List.of(words), KokoroPieces.of(words));
    }

    @Test
    void of_punctuationWithinAWord_isNoClauseEnd() {
        String words = "abcd ab:cdef ab,cdef " + "abcd ".repeat(20).strip();
        assertEquals(List.of(words), KokoroPieces.of(words));
    }

    @Test
    void of_endlessText_neverExceedsTheLimitAndLosesNothing() {
        String text = (CLAUSE + " ").repeat(40).strip();
        List<String> pieces = KokoroPieces.of(text);
        assertTrue(pieces.stream().allMatch(piece -> piece.length() <= KokoroPieces.LONGEST));
        assertEquals(text, String.join(" ", pieces));
    }
}
