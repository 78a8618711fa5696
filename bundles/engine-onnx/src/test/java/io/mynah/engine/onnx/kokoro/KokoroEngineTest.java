package io.mynah.engine.onnx.kokoro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.testkit.EngineContract;
import io.mynah.testkit.FixedFrontEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of engines, with the real voices, and what this engine promises beyond it. */
class KokoroEngineTest extends EngineContract {
    /** What kokoro.onnx makes of the same phonemes in Python (ONNX Runtime 1.32), its silence shortened likewise. */
    private static final double PYTHON_SECONDS = 2.83;

    private static final double PYTHON_RMS = 0.0715;

    private static final String FOX = "The quick brown fox jumps over the lazy dog.";
    private static final String LONG =
            "quick brown fox jumps over the lazy fox, " + "quick brown fox jumps over the lazy ".repeat(3) + "dog.";

    private KokoroEngine engine;

    @BeforeAll
    void load() throws Exception {
        engine = KokoroVoices.engine();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Override
    protected TtsEngine engine() {
        return engine;
    }

    @Override
    protected Optional<TtsEngine> another() throws Exception {
        return Optional.of(KokoroVoices.engine());
    }

    @Override
    protected int repetitions() {
        return 3; // nothing here is left to the JVM's compiler
    }

    @Test
    void info_englishIsRead_hasTheVoicesOfBothKinds() {
        assertEquals("af_heart", engine.info().voices().get(0).id());
        assertEquals(28, engine.info().voices().size());
        assertEquals(26, engine.info().blendParts().size());
        assertTrue(engine.info().mixes("jf_alpha") && !engine.info().hasVoice("jf_alpha"));
        assertEquals(List.of("English"), engine.info().languages());
        assertTrue(engine.info().blendsVoices());
        assertFalse(engine.info().clonesVoices());
        assertEquals(
                "George (man, English, United Kingdom)",
                engine.info().voices().stream()
                        .filter(voice -> voice.id().equals("bm_george"))
                        .findFirst()
                        .orElseThrow()
                        .title());
    }

    @Test
    void speak_nothingInTheVocabulary_endsWithoutSamples() throws Exception {
        assertEquals(0, speak(utterance("😀 😀")).length);
    }

    @Test
    void speak_sentence_lastsAndSoundsAsThePythonPackageMakesIt() throws Exception {
        float[] sound = speak(utterance(FOX));
        assertEquals(PYTHON_SECONDS, sound.length / 24_000.0, 0.15);
        assertEquals(1, level(sound) / PYTHON_RMS, 0.1);
    }

    @Test
    void speak_otherVoice_soundsDifferent() throws Exception {
        double woman = pitch(speak(in(FOX, new Voice.BuiltIn("af_heart"))));
        double man = pitch(speak(in(FOX, new Voice.BuiltIn("am_michael"))));
        assertTrue(woman > 1.3 * man, woman + " and " + man + " Hz");
    }

    @Test
    void speak_blendOfOneVoice_isThatVoice() throws Exception {
        Voice blend = new Voice.Blend("one", List.of(new Voice.Blend.Part("bf_emma", 3)));
        assertArrayEquals(speak(in("fox", new Voice.BuiltIn("bf_emma"))), speak(in("fox", blend)));
    }

    @Test
    void speak_blend_liesBetweenItsVoices() throws Exception {
        double woman = pitch(speak(in(FOX, new Voice.BuiltIn("af_heart"))));
        double man = pitch(speak(in(FOX, new Voice.BuiltIn("am_michael"))));
        Voice both = new Voice.Blend(
                "both", List.of(new Voice.Blend.Part("af_heart", 1), new Voice.Blend.Part("am_michael", 1)));
        double mixed = pitch(speak(in(FOX, both)));
        assertTrue(man < mixed && mixed < woman, man + ", " + mixed + ", " + woman + " Hz");
    }

    @Test
    void speak_britishVoice_isReadAsBritish() throws Exception {
        List<String> languages = new ArrayList<>();
        FixedFrontEnd recording = new FixedFrontEnd(languages::add);
        try (KokoroEngine other = KokoroVoices.engine(KokoroVoices.network(Duration.ZERO), recording)) {
            speakOne(other, in("fox", new Voice.BuiltIn("bm_george")));
            speakOne(
                    other,
                    in(
                            "fox",
                            new Voice.Blend(
                                    "mix",
                                    List.of(
                                            new Voice.Blend.Part("bm_george", 1),
                                            new Voice.Blend.Part("af_heart", 2)))));
        }
        assertEquals(List.of("en-GB", "en-US"), languages);
    }

    /** What is closest to a clip is mixed of voices of the whole world, and an English text stays English. */
    @Test
    void speak_blendOfSeveralLanguages_isReadInTheOneAskedForOrEnglish() throws Exception {
        List<String> languages = new ArrayList<>();
        FixedFrontEnd recording = new FixedFrontEnd(languages::add, List.of("en-US", "en-GB", "es-ES"));
        Voice mixed = new Voice.Blend(
                "mix", List.of(new Voice.Blend.Part("em_alex", 2), new Voice.Blend.Part("bm_george", 1)));
        try (KokoroEngine other = KokoroVoices.engine(KokoroVoices.network(Duration.ZERO), recording)) {
            speakOne(other, in("fox", mixed));
            speakOne(other, inLanguage("fox", mixed, "Spanish"));
            speakOne(other, in("fox", new Voice.BuiltIn("em_alex")));
            speakOne(other, in("fox", new Voice.Blend("z", List.of(new Voice.Blend.Part("zf_xiaoni", 1)))));
            speakOne(other, inLanguage("fox", new Voice.BuiltIn("em_alex"), "English"));
        }
        assertEquals(List.of("en-GB", "es-ES", "es-ES", "en-US", "en-US"), languages);
    }

    @Test
    void speak_clip_isHeardInTheDefaultVoice() throws Exception {
        Voice clip = new Voice.Clip("me.wav", Path.of("me.wav"), "0");
        assertArrayEquals(speak(utterance("fox")), speak(in("fox", clip)));
    }

    @Test
    void speak_unknownVoice_failsWithItsName() {
        Voice blend = new Voice.Blend("x", List.of(new Voice.Blend.Part("xx_nobody", 1)));
        EngineException thrown =
                assertThrows(EngineException.class, () -> engine.speak(in("fox", blend), Cancellation.none()));
        assertTrue(thrown.getMessage().contains("xx_nobody"));
    }

    @Test
    void speak_longSentence_givesItsFirstClauseFirst() throws Exception {
        List<Integer> lengths = new ArrayList<>();
        try (PcmStream stream = engine.speak(utterance(LONG), Cancellation.none())) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                lengths.add(block.length);
            }
        }
        assertEquals(2, lengths.size(), lengths::toString);
        assertTrue(2 * lengths.get(0) < lengths.get(1), lengths::toString);
    }

    private Utterance in(String text, Voice voice) {
        Utterance u = utterance(text);
        return new Utterance(text, voice, u.language(), u.emotion(), u.sampling(), u.seed(), u.speed());
    }

    private Utterance inLanguage(String text, Voice voice, String language) {
        Utterance any = in(text, voice);
        return new Utterance(text, voice, language, any.emotion(), any.sampling(), any.seed(), any.speed());
    }

    private static void speakOne(KokoroEngine engine, Utterance utterance) throws EngineException {
        try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
            assertNotNull(stream.read());
        }
    }

    private static double level(float[] sound) {
        double sum = 0;
        for (float v : sound) {
            sum += v * v;
        }
        return Math.sqrt(sum / sound.length);
    }

    /** Median over windows of 40 ms of the lag, 60 to 400 Hz, at which the sound is most like itself. */
    private static double pitch(float[] sound) {
        int window = 960;
        List<Double> pitches = new ArrayList<>();
        for (int from = 0; from + 2 * window < sound.length; from += window) {
            int bestLag = 0;
            double best = 0.5;
            for (int lag = 60; lag <= 400; lag++) {
                double product = 0;
                double here = 1e-4;
                double there = 1e-4;
                for (int i = from; i < from + window; i++) {
                    product += sound[i] * sound[i + lag];
                    here += sound[i] * sound[i];
                    there += sound[i + lag] * sound[i + lag];
                }
                double likeness = product / Math.sqrt(here * there);
                if (likeness > best + 0.02) {
                    best = likeness;
                    bestLag = lag;
                }
            }
            if (bestLag > 0) {
                pitches.add(24_000.0 / bestLag);
            }
        }
        pitches.sort(null);
        return pitches.get(pitches.size() / 2);
    }
}
