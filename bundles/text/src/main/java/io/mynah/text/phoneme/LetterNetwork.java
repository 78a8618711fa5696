package io.mynah.text.phoneme;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonParser;
import io.mynah.text.data.EnglishData;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A character transformer in ONNX: {@code chars} int64 [1, L] to {@code ids} int64 [1, T], to be read as CTC (repeats
 * are one, 0 is nothing). Several threads may read at once, but not while it is closed.
 */
final class LetterNetwork implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    /** Letters by character, from 1. */
    private final Map<Integer, Integer> letters;
    /** Phonemes by number, from 1. */
    private final List<String> phonemes;

    private final int longest;

    private LetterNetwork(OrtEnvironment environment, OrtSession session, Alphabets alphabets) {
        this.environment = environment;
        this.session = session;
        this.letters = alphabets.letters;
        this.phonemes = alphabets.phonemes;
        this.longest = alphabets.longest;
    }

    /**
     * Loads it, and ONNX Runtime with it if this is the first time.
     *
     * @throws IOException if that fails
     * @throws LinkageError if ONNX Runtime is missing or broken
     */
    static LetterNetwork load(EnglishData data, String name) throws IOException {
        Alphabets alphabets = Alphabets.read(data, name + ".json");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session =
                    environment.createSession(data.file(name + ".onnx").toString(), options);
            return new LetterNetwork(environment, session, alphabets);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    /** How letters sound. Characters that the network does not know are left out, as is what is too long for it. */
    String read(String word) {
        long[] ids = word.codePoints()
                .map(c -> letters.getOrDefault(c, 0))
                .filter(id -> id > 0)
                .limit(longest)
                .asLongStream()
                .toArray();
        if (ids.length == 0) {
            return "";
        }
        long[] shape = {1, ids.length};
        try (OnnxTensor chars = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OrtSession.Result result = session.run(Map.of("chars", chars))) {
            long[][] found = (long[][]) result.get(0).getValue();
            return collapse(found[0]);
        } catch (OrtException e) {
            throw new IllegalStateException("the model of unknown words failed", e);
        }
    }

    private String collapse(long[] ids) {
        StringBuilder text = new StringBuilder();
        long previous = 0;
        for (long id : ids) {
            if (id != previous && id != 0) {
                text.append(phonemes.get((int) id - 1));
            }
            previous = id;
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model of unknown words did not close", e);
        }
    }

    /** What the network's numbers mean. */
    private static final class Alphabets {
        private final Map<Integer, Integer> letters = new HashMap<>();
        private final List<String> phonemes = new ArrayList<>();
        private int longest;

        static Alphabets read(EnglishData data, String file) throws IOException {
            Alphabets alphabets = new Alphabets();
            try (JsonParser json = data.json(file)) {
                json.nextToken();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    switch (name) {
                        case "in" -> alphabets.readLetters(json);
                        case "out" -> alphabets.readPhonemes(json);
                        case "maxlen" -> alphabets.longest = json.getIntValue();
                        default -> json.skipChildren();
                    }
                }
            }
            return alphabets;
        }

        private void readLetters(JsonParser json) throws IOException {
            for (String letter = json.nextTextValue(); letter != null; letter = json.nextTextValue()) {
                letters.put(letter.codePointAt(0), letters.size() + 1);
            }
        }

        private void readPhonemes(JsonParser json) throws IOException {
            for (String phoneme = json.nextTextValue(); phoneme != null; phoneme = json.nextTextValue()) {
                phonemes.add(phoneme);
            }
        }
    }
}
