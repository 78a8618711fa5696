package io.mynah.engine.onnx.chatterbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Ids of speech tokens, 25 a second.
 *
 * @param start begins speech; sounds are below it, and what is from here on is none
 * @param stop ends speech
 */
record SpeechTokens(int start, int stop) {
    /** Those of all models known. */
    static final SpeechTokens USUAL = new SpeechTokens(6561, 6562);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SILENCE = 4299;
    private static final int SILENT_END = 3;

    /**
     * Those that a model's {@code generation_config.json} names, if its language model can say them.
     *
     * @param folder of the model
     * @param vocabulary how many ids have a score; -1 if that is not known
     * @throws IOException if there is such a file and it cannot be read
     */
    static SpeechTokens read(Path folder, long vocabulary) throws IOException {
        Path file = folder.resolve("generation_config.json");
        if (!Files.isRegularFile(file)) {
            return USUAL;
        }
        JsonNode config = JSON.readTree(file.toFile());
        int start = config.path("bos_token_id").asInt(USUAL.start);
        int stop = config.path("eos_token_id").asInt(USUAL.stop);
        // A file that came along from a model of texts names ids of texts.
        boolean areScored = start != stop
                && Math.min(start, stop) > SILENCE
                && (vocabulary < 0 || Math.max(start, stop) < vocabulary);
        return areScored ? new SpeechTokens(start, stop) : USUAL;
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
