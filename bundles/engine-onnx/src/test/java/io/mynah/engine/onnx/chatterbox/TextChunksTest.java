package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextChunksTest {
    @Test
    void of_shortText_isOneChunk() {
        assertEquals(List.of("Hello there."), TextChunks.of("  Hello there. "));
        assertEquals(List.of(), TextChunks.of("  "));
    }

    @Test
    void of_longText_endsChunksWhereSentencesDo() {
        String sentence = "This sentence has forty-nine characters in all of it. ";
        List<String> chunks = TextChunks.of(sentence.repeat(20));
        assertTrue(chunks.stream().allMatch(chunk -> chunk.endsWith("it.") && chunk.length() <= TextChunks.LONGEST));
        assertEquals(sentence.repeat(20).strip(), String.join(" ", chunks));
    }

    @ParameterizedTest
    @ValueSource(ints = {288, 290, 292, 294, 296, 298, 299, 300})
    void of_tagAtTheLimit_isNotSplit(int begin) {
        String text = "a".repeat(begin) + "[clear throat]" + "b".repeat(200);
        List<String> chunks = TextChunks.of(text);
        assertEquals(text, String.join("", chunks));
        assertTrue(chunks.stream().anyMatch(chunk -> chunk.contains("[clear throat]")), chunks::toString);
    }

    @Test
    void of_noPlaceToCut_splitsNoCharacter() {
        List<String> chunks = TextChunks.of("a" + "\uD83D\uDC26".repeat(400));
        assertTrue(chunks.stream().noneMatch(chunk -> Character.isLowSurrogate(chunk.charAt(0))));
    }
}
