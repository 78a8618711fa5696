package io.mynah.text.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InlineMarkTest {

    @Test
    void findAll_marks_areFoundInOrder() {
        assertEquals(
                List.of(new InlineMark(2, 10, "b", "c"), new InlineMark(11, 19, "d e", null)),
                InlineMark.findAll("a [b](/c/) [d e](f)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a] (b)", "[](b)", "[a](b", "a](b)", "[[[["})
    void findAll_noMark_findsNone(String text) {
        assertTrue(InlineMark.findAll(text).isEmpty());
    }
}
