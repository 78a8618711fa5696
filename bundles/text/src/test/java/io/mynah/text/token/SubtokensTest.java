package io.mynah.text.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubtokensTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "iPhone | i Phone",
                "XHttp | X Http",
                "NASA | NASA",
                "don't | don't",
                "rock'n'roll | rock'n'r oll",
                "1,250.75 | 1,250.75",
                "-5 | -5",
                "x-5 | x - 5",
                "a@b.co | a @ b . co",
                "v2.0 | v 2.0",
                "'90s | ' 90 s",
                "😀a | 😀 a"
            })
    void of_piece_givesItsParts(String piece, String parts) {
        assertEquals(parts, String.join(" ", Subtokens.of(piece)));
    }
}
