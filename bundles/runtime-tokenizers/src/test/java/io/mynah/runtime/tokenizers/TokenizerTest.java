package io.mynah.runtime.tokenizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    static final String WORDS = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": {"type": "Lowercase"},
             "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
             "post_processor": {"type": "TemplateProcessing",
              "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "end", "type_id": 0}}],
              "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
              "special_tokens": {"end": {"id": "end", "ids": [7], "tokens": ["end"]}}},
             "model": {"type": "WordLevel", "vocab": {"?": 0, "one": 1, "two": 2, "end": 7}, "unk_token": "?"}}
            """;

    @TempDir
    private Path folder;

    @Test
    void ids_wordsOfTheFile_areThoseOfTheFile() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.read(Files.writeString(folder.resolve("tokenizer.json"), WORDS))) {
            assertArrayEquals(new long[] {2, 1, 0, 7}, tokenizer.ids("Two one three", true));
            assertArrayEquals(new long[] {2, 1, 0}, tokenizer.ids("Two one three", false));
            assertArrayEquals(new long[] {7}, tokenizer.ids("", true));
        }
    }

    @Test
    void ids_closedTwice_isRefusedAndDoesNotCrash() throws IOException {
        Tokenizer tokenizer = Tokenizer.read(Files.writeString(folder.resolve("tokenizer.json"), WORDS));
        tokenizer.close();
        tokenizer.close();
        assertThrows(IllegalStateException.class, () -> tokenizer.ids("one", true));
    }

    @Test
    void read_noTokenizer_namesTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 1}");
        IOException failure = assertThrows(IOException.class, () -> Tokenizer.read(file));
        assertTrue(failure.getMessage().startsWith(file + " cannot be used"), failure::getMessage);
    }
}
