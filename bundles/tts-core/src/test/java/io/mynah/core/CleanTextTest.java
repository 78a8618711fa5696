package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CleanTextTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    'a\u0000b',            'a b'
                    'a\tb',                'a b'
                    'e\u0301',             'é'
                    '  x  ',               'x'
                    'lone \uD83D half',    'lone   half'
                    'pair \uD83D\uDE00',   'pair \uD83D\uDE00'
                    'naïve — 漢字 ß',       'naïve — 漢字 ß'
                    """)
    void text_cleaned_losesNothingThatIsSpoken(String text, String expected) {
        assertEquals(expected, CleanText.of(text));
    }

    @org.junit.jupiter.api.Test
    void lineBreaks_cleaned_stayAsParagraphs() {
        assertEquals("one\n\ntwo", CleanText.of("one\r\n\r\ntwo").replace(" ", ""));
    }
}
