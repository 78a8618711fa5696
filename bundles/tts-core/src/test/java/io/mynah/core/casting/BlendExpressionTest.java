package io.mynah.core.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.core.casting.BlendExpression.Part;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlendExpressionTest {

    @Test
    void parse_weightsAndBlanks_areRead() throws Exception {
        assertEquals(
                List.of(new Part("af_heart", 2), new Part("my voice.wav", 1), new Part("a", 0.25), new Part("b", 3)),
                BlendExpression.parse(" af_heart(2)+my voice.wav + a ( .25 ) +b(3.)")
                        .parts());
    }

    @Test
    void parse_parenthesesWithinAName_belongToIt() throws Exception {
        assertEquals(
                List.of(new Part("take (2).wav", 1), new Part("take (2).wav", 3)),
                BlendExpression.parse("take (2).wav+take (2).wav(3)").parts());
    }

    @ParameterizedTest
    @CsvSource({
        "a(0),0",
        "a(-1),-1",
        "a(NaN),NaN",
        "a(Infinity),Infinity",
        "a(1e400),1e400",
        "a(0x1),0x1",
        "a(x),x",
        "a(),''",
        "a(1 2),1 2"
    })
    void parse_weightThatIsNone_isNamed(String text, String weight) {
        InvalidVoice e = assertThrows(InvalidVoice.class, () -> BlendExpression.parse(text));
        assertEquals("The weight of 'a' should be a positive number, not '" + weight + "'", e.getMessage());
    }

    @Test
    void parse_weightBeyondAllNumbers_isNone() {
        assertThrows(InvalidVoice.class, () -> BlendExpression.parse("a(" + "9".repeat(400) + ")"));
        assertThrows(InvalidVoice.class, () -> BlendExpression.parse("a(0." + "0".repeat(400) + "1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "a+", "+a", "a++b", "a+ +b", "(2)", "a+(2)", ")", "a+)"})
    void parse_nameMissing_isRefused(String text) {
        assertThrows(InvalidVoice.class, () -> BlendExpression.parse(text));
    }

    @Test
    void parse_sixteenParts_areTheMost() throws Exception {
        assertEquals(
                16,
                BlendExpression.parse(String.join("+", Collections.nCopies(16, "a")))
                        .parts()
                        .size());
        for (int parts : new int[] {17, 200, 300_000}) {
            InvalidVoice e = assertThrows(
                    InvalidVoice.class, () -> BlendExpression.parse(String.join("+", Collections.nCopies(parts, "a"))));
            assertEquals("A mixture has at most 16 voices", e.getMessage());
        }
    }

    @Test
    void isMore_thanAName_isTold() {
        assertTrue(BlendExpression.isMore("a+b"));
        assertTrue(BlendExpression.isMore("a(2)"));
        assertFalse(BlendExpression.isMore("a"));
        assertFalse(BlendExpression.isMore("../a (2).wav"));
    }
}
