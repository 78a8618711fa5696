package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JoinedSentencesTest {
    private static final String FORTY = "This sentence has 40 characters in it. .";

    @Test
    void of_noLimit_leavesSentencesAlone() {
        List<String> sentences = List.of("Hi.", "You.");
        assertEquals(sentences, JoinedSentences.of(sentences, 0));
        assertEquals(List.of(), JoinedSentences.of(List.of(), 300));
    }

    @Test
    void of_manySentences_firstIsShortAndOthersAreFull() {
        List<String> groups = JoinedSentences.of(Collections.nCopies(20, FORTY), 300);
        assertEquals(FORTY, groups.get(0));
        assertEquals(
                List.of(40, 286, 286, 204), groups.stream().map(String::length).toList());
    }

    @Test
    void of_firstSentenceTiny_isJoinedUntilItIsNot() {
        assertEquals(
                List.of("No! Never! " + FORTY, FORTY), JoinedSentences.of(List.of("No!", "Never!", FORTY, FORTY), 300));
    }

    @Test
    void of_lastSentenceTiny_isNotLeftAlone() {
        String half = "x".repeat(130);
        assertEquals(List.of(FORTY, half, half + " Bye."), JoinedSentences.of(List.of(FORTY, half, half, "Bye."), 263));
    }

    @Test
    void of_sentenceBeyondTheLimit_staysWhole() {
        String endless = "x".repeat(400);
        assertEquals(List.of(FORTY, endless, FORTY), JoinedSentences.of(List.of(FORTY, endless, FORTY), 300));
    }

    @Test
    void of_tags_areNeverSplitAndNothingIsLost() {
        List<String> sentences = IntStream.range(0, 60)
                .mapToObj(i -> "[clear throat] " + "word ".repeat(i % 9) + "[laugh].")
                .toList();
        List<String> groups = JoinedSentences.of(sentences, 300);
        assertEquals(String.join(" ", sentences), String.join(" ", groups));
        assertTrue(groups.stream().allMatch(group -> group.length() <= 300 && group.endsWith("[laugh].")));
    }
}
