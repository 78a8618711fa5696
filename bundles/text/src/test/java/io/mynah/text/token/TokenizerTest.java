package io.mynah.text.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.model.ModelFolders;
import io.mynah.text.data.EnglishData;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenizerTest {

    private Tokenizer tokenizer;

    @BeforeAll
    void load() throws IOException {
        tokenizer = Tokenizer.load(EnglishData.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "don't | do n't",
                "(hello), | ( hello ) ,",
                "well-known | well - known",
                "5km. | 5 km .",
                "e.g. | e.g.",
                "U.S.A. | U.S.A.",
                "James's | James 's",
                "$5 | $ 5",
                "end.Next | end . Next",
                "a--b | a -- b",
                "bob@example.com, | bob@example.com ,",
                "https://a.b/c-d | https://a.b/c-d",
                "wait... | wait ...",
                ":) | :)"
            })
    void tokenize_word_givesItsPieces(String text, String pieces) {
        assertEquals(pieces, tokenizer.tokenize(text).stream().map(Piece::text).collect(Collectors.joining(" ")));
    }

    @Test
    void tokenize_text_knowsItsBlanks() {
        assertEquals(
                List.of(new Piece("Hi", true), new Piece("you", false), new Piece("!", false)),
                tokenizer.tokenize("Hi you!"));
    }
}
