package io.mynah.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SentenceCutterTest {

    private final SentenceCutter cutter = new SentenceCutter();

    @Test
    void cut_severalSentences_areSeparate() {
        assertEquals(
                List.of("One is here.", "Two? Yes!".substring(0, 4), "Yes!", "“Three.”", "Four"),
                cutter.cut("One is here.  Two? Yes! “Three.” Four\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dr. Smith met Mr. J. K. Brown at St. Mary's.",
                "Some birds, e.g. Penguins, swim.",
                "He stopped... and went on.",
                "Wait! said the man.",
                "It is 3.5 percent of v2.Final text",
                "The U.S. Army left.",
                "See [Dr. No. Yes](/dˈɑktəɹ/) now."
            })
    void cut_oneSentence_staysWhole(String text) {
        assertEquals(List.of(text), cutter.cut(text));
    }

    @Test
    void cut_lines_areSeparate() {
        assertEquals(List.of("a line", "another line"), cutter.cut("a line\n\n another line "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "x", "a, ", "😀", "a.", "[", "(", "7", "\uD800"})
    void cut_noEnd_givesPiecesOfBoundedLength(String part) {
        String text = part.repeat(10_000);

        List<String> pieces = cutter.cut(text);

        assertTrue(pieces.stream().allMatch(piece -> piece.length() <= SentenceCutter.LONGEST));
        assertEquals(text.replace(" ", ""), String.join("", pieces).replace(" ", ""), "nothing is lost");
    }

    @Test
    void cut_longSentence_prefersTheEndOfAClause() {
        String clause = "word ".repeat(40).strip() + ",";
        String rest = "word ".repeat(40).strip();

        assertEquals(List.of(clause, rest), cutter.cut(clause + " " + rest));
    }

    @Test
    void cut_longSentence_keepsMarksWhole() {
        String mark = "[some words in a mark](/sˈʌm/)";

        List<String> pieces = cutter.cut((mark + " ").repeat(100));

        assertTrue(pieces.size() > 5);
        assertTrue(pieces.stream().allMatch(piece -> piece.replace(mark, "").isBlank()));
    }
}
