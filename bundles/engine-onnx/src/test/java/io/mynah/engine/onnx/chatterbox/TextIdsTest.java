package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.runtime.tokenizers.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ends of text, whichever part of a tokenizer's file adds them. */
final class TextIdsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = TinyModel.SET.resolve("model/tokenizer.json");
    private static final String TEXT = "The old lighthouse keeper [laugh] walked down to the harbour every morning.";
    private static final int LONGEST = 8;

    @TempDir
    private Path folder;

    private interface Change {
        void in(ObjectNode json);
    }

    private long[] ids(Change change) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(FILE.toFile());
        change.in(json);
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json.toString());
        try (Tokenizer tokenizer = Tokenizer.read(file)) {
            return ChatterboxModel.ids(tokenizer, TEXT);
        }
    }

    private long[] usual() throws IOException {
        return ids(json -> {});
    }

    @Test
    void ids_noPostProcessor_endAsUsual() throws IOException {
        assertArrayEquals(usual(), ids(json -> json.putNull("post_processor")));
    }

    /** Such a file makes room for what it adds, so that a long text has as many ids with the ends as without. */
    @Test
    void ids_fileThatCutsLongTexts_endTwiceAndNotMore() throws IOException {
        long[] cut = ids(json -> json.putObject("truncation")
                .put("direction", "Right")
                .put("max_length", LONGEST)
                .put("strategy", "LongestFirst")
                .put("stride", 0));
        long[] expected = LongStream.concat(Arrays.stream(usual()).limit(LONGEST - 2), LongStream.of(50256, 50256))
                .toArray();
        assertArrayEquals(expected, cut);
    }
}
