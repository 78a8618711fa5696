package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineEarTest {
    private static final Cancellation REQUESTED = new Cancellation() {
        @Override
        public boolean isRequested() {
            return true;
        }

        @Override
        public void onRequest(Runnable action) {
            action.run();
        }
    };

    private final Recorder engine = new Recorder();
    private final EngineEar ear = new EngineEar(
            engine,
            List.of("a", "b"),
            new Listener(new Untouched(), new Counter(), speech -> World.LEVELS, speech -> OptionalDouble.empty()));

    @Test
    void hear_twoTexts_hearsThemAsOne() throws EngineException {
        double[] vector = ear.hear(new double[] {1.5, -0.5}, List.of("One.", "Two."), Cancellation.none())
                .orElseThrow()
                .vector();

        assertArrayEquals(new double[] {24_000}, vector);
        assertEquals(List.of("One.", "Two."), engine.texts);
    }

    @Test
    void hear_mixture_isSpokenByItsWeights() throws EngineException {
        ear.hear(new double[] {1.5, -0.5}, List.of("One."), Cancellation.none());

        Voice.Blend blend = assertInstanceOf(Voice.Blend.class, engine.voice);
        assertEquals(List.of(new Voice.Blend.Part("a", 1.5), new Voice.Blend.Part("b", -0.5)), blend.parts());
    }

    @Test
    void hear_cancelled_isEmptyAndTheStreamIsClosed() throws EngineException {
        assertTrue(ear.hear(new double[] {1, 0}, List.of("One."), REQUESTED).isEmpty());
        assertEquals(1, engine.closed);
    }

    @Test
    void hear_engineThatFails_fails() {
        engine.fails = true;

        assertThrows(EngineException.class, () -> ear.hear(new double[] {1, 0}, List.of("One."), Cancellation.none()));
    }

    @Test
    void hear_nobodySpeaks_isEmpty() throws EngineException {
        engine.samples = 100;

        assertTrue(ear.hear(new double[] {1, 0}, List.of("One."), Cancellation.none())
                .isEmpty());
    }

    @Test
    void hear_inAnotherTone_isAsLongAsBefore() throws EngineException {
        Sound sound = ear.hear(new double[] {1, 0}, List.of("One."), Cancellation.none())
                .orElseThrow();
        ToneCurve tone = new ToneCurve(Collections.nCopies(ToneCurve.BANDS, 3.0));

        assertArrayEquals(new double[] {12_000}, sound.in(tone).vector());
    }

    private static final class Recorder implements TtsEngine {
        private final List<String> texts = new ArrayList<>();
        private Voice voice = new Voice.BuiltIn("none");
        private boolean fails;
        private int samples = 12_000;
        private int closed;

        @Override
        public EngineInfo info() {
            return EngineInfo.builder("tone")
                    .title("Tone")
                    .version("1")
                    .sampleRate(24_000)
                    .languages(List.of("English"))
                    .voices(List.of(new VoiceInfo("a", "A", "en-US")))
                    .blendsVoices(true)
                    .build();
        }

        @Override
        public PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException {
            if (fails) {
                throw new EngineException(EngineException.Kind.FAILED, "broken");
            }
            texts.add(utterance.text());
            voice = utterance.voice();
            PcmStream stream = PcmStream.of(new float[samples]);
            return new PcmStream() {
                @Override
                public float @Nullable [] read() throws EngineException {
                    return stream.read();
                }

                @Override
                public void close() {
                    closed++;
                    stream.close();
                }
            };
        }
    }

    private static final class Untouched implements SpeechPreparation {
        @Override
        public float[] ofClip(Path wav, double seconds) {
            throw new AssertionError("no clip is heard");
        }

        @Override
        public float[] ofClip(Path wav, double from, double to) {
            throw new AssertionError("no clip is heard");
        }

        @Override
        public float[] ofSamples(float[] samples, int sampleRate) {
            return Arrays.copyOf(samples, samples.length);
        }
    }

    private static final class Counter implements SpeakerEncoder {
        @Override
        public String id() {
            return "counter";
        }

        @Override
        public float[] embed(float[] samples) {
            return new float[] {samples.length};
        }
    }
}
