package io.mynah.engine.onnx.chatterbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mynah.api.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Ids of speech tokens, 25 a second.
 *
 * @param start begins speech; sounds are below it, and what is from here on is none
 * @param ends each of which ends speech; mostly one
 */
record SpeechTokens(int start, Set<Integer> ends) {
    /** Those of all models known. */
    static final SpeechTokens USUAL = new SpeechTokens(6561, Set.of(6562));

    /** Python writes numbers that are none, and a penalty may be infinite. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final String START = "bos_token_id";
    private static final String END = "eos_token_id";
    private static final long SILENCE = 4299;
    private static final int SILENT_END = 3;

    /**
     * Those that a model's files name, if its language model can say them. As in Hugging Face's transformers,
     * {@code generation_config.json} is asked, and {@code config.json} if there is none; the end is one id or a list; what is null
     * or missing is not said.
     *
     * @param folder of the model
     * @param vocabulary how many ids have a score; -1 if only a run tells
     * @throws IOException if there is such a file and it cannot be read
     */
    static SpeechTokens read(Path folder, long vocabulary) throws IOException {
        JsonNode config = json(folder.resolve("generation_config.json"));
        if (config.isMissingNode()) {
            config = json(folder.resolve("config.json"));
            if (!config.has(START) && !config.has(END)) {
                config = config.path("text_config");
            }
        }
        int start = config.path(START).asInt(USUAL.start);
        JsonNode end = config.path(END);
        Set<Integer> ends = end.isArray()
                ? StreamSupport.stream(end.spliterator(), false)
                        .map(id -> id.asInt(-1))
                        .collect(Collectors.toSet())
                : end.canConvertToInt() ? Set.of(end.asInt()) : USUAL.ends;
        // A file that came along from a model of texts names ids of texts.
        LongPredicate isScored = id -> id > SILENCE && (vocabulary < 0 || id < vocabulary);
        Set<Integer> scored =
                ends.stream().filter(isScored::test).filter(id -> id != start).collect(Collectors.toSet());
        return isScored.test(start) && !scored.isEmpty() ? new SpeechTokens(start, Set.copyOf(scored)) : USUAL;
    }

    /** What a file holds; the missing node if there is none. */
    private static JsonNode json(Path file) throws IOException {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Makes sure that a language model can begin and end speech.
     *
     * @param vocabulary how many ids it has given scores
     * @throws EngineException if it cannot
     */
    void requireScored(int vocabulary) throws EngineException {
        if (start >= vocabulary || ends.stream().noneMatch(id -> id < vocabulary)) {
            throw new EngineException(
                    EngineException.Kind.FAILED,
                    "the language model gives scores to " + vocabulary + " tokens, but speech begins with " + start
                            + " and ends with " + new TreeSet<>(ends) + "; see generation_config.json");
        }
    }

    /**
     * What the decoder is given: the clip's tokens and the new ones that are sounds.
     *
     * @param silentEnd whether a little silence comes behind
     */
    long[] forDecoder(long[] clip, int[] spoken, boolean silentEnd) {
        long[] sounds =
                Arrays.stream(spoken).filter(id -> id < start).asLongStream().toArray();
        int silent = silentEnd ? SILENT_END : 0;
        long[] all = Arrays.copyOf(clip, clip.length + sounds.length + silent);
        System.arraycopy(sounds, 0, all, clip.length, sounds.length);
        Arrays.fill(all, all.length - silent, all.length, SILENCE);
        return all;
    }
}
