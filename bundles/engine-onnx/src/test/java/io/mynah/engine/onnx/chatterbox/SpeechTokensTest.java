package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpeechTokensTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 6563 | 6561 | [6562]",
                "{'bos_token_id': 7001, 'eos_token_id': 7002} | 8194 | 7001 | [7002]",
                "{'bos_token_id': null, 'eos_token_id': null} | 6563 | 6561 | [6562]",
                "{'bos_token_id': 6561, 'eos_token_id': [6562, 50256]} | 6563 | 6561 | [6562]",
                "{'bos_token_id': 6561, 'eos_token_id': [6562, 6560]} | 6563 | 6561 | [6560, 6562]",
                "{'bos_token_id': 7001, 'eos_token_id': [7002]} | -1 | 7001 | [7002]",
                "{'bos_token_id': 50256, 'eos_token_id': 50256} | 6563 | 6561 | [6562]",
                "{'bos_token_id': 6561, 'eos_token_id': [6561]} | 6563 | 6561 | [6562]",
                "{'bos_token_id': 1, 'eos_token_id': 2} | 8194 | 6561 | [6562]",
                "{'bos_token_id': 7001, 'eos_token_id': 7002, 'penalty': Infinity} | 8194 | 7001 | [7002]",
                "{'bos_token_id': [7001], 'eos_token_id': '7002'} | 8194 | 6561 | [6562]",
                "{'eos_token_id': []} | 8194 | 6561 | [6562]",
                "[] | 8194 | 6561 | [6562]",
                "'' | 8194 | 6561 | [6562]",
            })
    void read_whatAFileMaySay_startAndEnds(String json, long vocabulary, int start, String ends) throws IOException {
        Files.writeString(folder.resolve("generation_config.json"), json.replace('\'', '"'));
        SpeechTokens tokens = SpeechTokens.read(folder, vocabulary);
        assertEquals(start, tokens.start());
        assertEquals(ends, new TreeSet<>(tokens.ends()).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'bos_token_id': 7001, 'eos_token_id': [7002]} | 7001",
                "{'text_config': {'bos_token_id': 7001, 'eos_token_id': 7002}} | 7001",
                "{'text_config': {'bos_token_id': 50256, 'eos_token_id': 50256}} | 6561",
                "{'text_config': null} | 6561",
            })
    void read_onlyTheModelsOwnConfig_isAsked(String json, int start) throws IOException {
        Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
        assertEquals(start, SpeechTokens.read(folder, 8194).start());
    }

    @Test
    void read_noJson_namesTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": ");
        String message = assertThrows(IOException.class, () -> SpeechTokens.read(folder, 6563))
                .getMessage();
        assertTrue(message.startsWith(file + " is no JSON: "), message);
    }

    @Test
    void read_noFile_usual() throws IOException {
        assertEquals(SpeechTokens.USUAL, SpeechTokens.read(folder, 6563));
    }

    @Test
    void requireScored_fewerScores_saysWhich() throws EngineException {
        SpeechTokens tokens = new SpeechTokens(7001, Set.of(7002, 9000));
        tokens.requireScored(7003);
        String message = assertThrows(EngineException.class, () -> tokens.requireScored(6563))
                .getMessage();
        assertTrue(message.contains("6563 tokens, but speech begins with 7001 and ends with [7002, 9000]"), message);
    }

    @Test
    void forDecoder_tokensThatAreNoSounds_leftOut() {
        SpeechTokens tokens = new SpeechTokens(7001, Set.of(7002));
        assertArrayEquals(
                new long[] {5, 6, 7000, 4299, 4299, 4299},
                tokens.forDecoder(new long[] {5}, new int[] {6, 7001, 7000, 7100}, true));
    }
}
