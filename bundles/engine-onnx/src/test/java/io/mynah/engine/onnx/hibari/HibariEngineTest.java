package io.mynah.engine.onnx.hibari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.testkit.EngineContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of engines, with the real voice, and what this engine promises beyond it. */
class HibariEngineTest extends EngineContract {
    private static final double PYTHON_SECONDS = 3.0875;
    private static final double PYTHON_RMS = 0.0439;

    private HibariEngine engine;

    @BeforeAll
    void load() throws Exception {
        engine = Voices.engine();
    }

    @AfterAll
    void close() throws Exception {
        engine.close();
    }

    @Override
    protected TtsEngine engine() {
        return engine;
    }

    @Override
    protected Optional<TtsEngine> another() throws Exception {
        return Optional.of(Voices.engine());
    }

    @Test
    void speak_nothingInTheVocabulary_endsWithoutSamples() throws Exception {
        assertEquals(0, speak(utterance("😀 😀")).length);
    }

    @Test
    void speak_sentence_soundsAsLongAsThePythonPackageMakesIt() throws Exception {
        // hibari-tts 0.2.1 makes 3.075 s on ONNX Runtime 1.32 and 3.1 s on 1.28: int8 rounding moves it by some frames.
        float[] sound = speak(utterance("The quick brown fox jumps over the lazy dog."));
        assertEquals(PYTHON_SECONDS, sound.length / 24_000.0, 0.05);
        double sum = 0;
        for (float v : sound) {
            sum += v * v;
        }
        assertEquals(1, Math.sqrt(sum / sound.length) / PYTHON_RMS, 0.05);
    }

    @Test
    void speak_longSentence_givesABlockForEachPiece() throws Exception {
        String clause = "quick brown fox jumps over the lazy ".repeat(6).strip() + ",";
        List<Integer> lengths = new ArrayList<>();
        try (PcmStream stream = engine.speak(utterance((clause + " ").repeat(3)), Cancellation.none())) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                lengths.add(block.length);
            }
        }
        assertEquals(3, lengths.size(), lengths::toString);
    }

    @Test
    void speak_cancelledBetweenPieces_endsAsCancelled() throws Exception {
        String clause = "quick brown fox jumps over the lazy ".repeat(6).strip() + ",";
        Switch cancellation = new Switch();
        try (PcmStream stream = engine.speak(utterance((clause + " ").repeat(3)), cancellation)) {
            assertNotNull(stream.read());
            cancellation.request();
            EngineException thrown = assertThrows(EngineException.class, stream::read);
            assertEquals(EngineException.Kind.CANCELLED, thrown.kind());
        }
        cancellation.action.run(); // after the end it does nothing
    }

    @Test
    void speak_extremeSpeeds_staySpeech() throws Exception {
        int usual = speak(utterance("quick brown fox")).length;
        assertTrue(speak(at(0.25f)).length > 3 * usual);
        assertTrue(speak(at(4f)).length < 0.6 * usual);
    }

    private Utterance at(float speed) {
        var u = utterance("quick brown fox");
        return new Utterance(u.text(), u.voice(), u.language(), u.emotion(), u.sampling(), u.seed(), speed);
    }

    /** A cancellation that the test requests. */
    private static final class Switch implements Cancellation {
        private boolean requested;
        private Runnable action = () -> {};

        void request() {
            requested = true;
            action.run();
        }

        @Override
        public boolean isRequested() {
            return requested;
        }

        @Override
        public void onRequest(Runnable listener) {
            action = listener;
        }
    }
}
