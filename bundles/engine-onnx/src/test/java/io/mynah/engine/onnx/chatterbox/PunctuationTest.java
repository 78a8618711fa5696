package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python's {@code punc_norm} gives for these was read off a Python interpreter. */
class PunctuationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hello|Hello.",
                "[laugh] no|[laugh] no.",
                "no [laugh]|No [laugh].",
                "[laugh]|[laugh].",
                "a\u00A0b\u2009c\u3000d|A b c d.",
                "a\u200Bb|A\u200Bb.",
                "a\u001Fb\u0085c|A b c.",
                "wait\u2026|Wait,",
                "a \u2026 b|A,  b.",
                "one: two|One, two.",
                "one \u2014 two\u2013|One - two-",
                "\u201Cyes\u201D|\"yes\".",
                "\u2018tis|'tis.",
                "\u00DFa|SSa.",
                "\u01C6a|\u01C4a.",
                "e\u0301tude|E\u0301tude.",
                "\uD83D\uDC26 bird|\uD83D\uDC26 bird.",
                "\uD801\uDC28x|\uD801\uDC00x.",
                "done!|Done!",
                "really ?|Really ?",
                "a , b|A, b.",
                "  two  spaces  |two spaces.",
            })
    void normalize_text_isAsInPython(String text, String expected) {
        assertEquals(expected, Punctuation.normalize(text));
    }

    @Test
    void normalize_nothing_saysWhatIsMissing() {
        assertEquals("You need to add some text for me to talk.", Punctuation.normalize(""));
        assertEquals(".", Punctuation.normalize("   "));
    }
}
