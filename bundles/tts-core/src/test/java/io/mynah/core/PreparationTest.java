package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.core.casting.ClosestVoices;
import io.mynah.core.casting.OneClip;
import io.mynah.core.casting.VoiceResolver;
import io.mynah.core.engines.EngineRegistry;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PreparationTest {

    private final EngineRegistry engines = new EngineRegistry(Duration.ZERO, () -> {});
    private final List<TextFrontEnd> frontEnds = new ArrayList<>(List.of(new Lines()));
    private final ToneEngine tone = new ToneEngine("tone", 0.5f, Fault.none());
    private final OneClip library = new OneClip();
    private final ToneEngine other = new ToneEngine("other", 0.5f, Fault.none());

    private Preparation preparation(Duration swapLimit) {
        VoiceResolver voices = new VoiceResolver(library, library, new ClosestVoices(Duration.ofSeconds(20)));
        return new Preparation(engines, voices, frontEnds, swapLimit);
    }

    private static SpeechRequest request(String voice, String language, @Nullable String engine, String... given) {
        return new SpeechRequest(
                "id",
                " one\ntwo\u0007 ",
                voice,
                language,
                "Neutral",
                null,
                Sampling.DEFAULT,
                OptionalLong.empty(),
                1f,
                engine,
                Set.of(given));
    }

    @Test
    void builtInVoice_prepared_hasItsEngineAndCleanSentences() throws Exception {
        engines.add(tone, 0, 1);
        Preparation.Prepared prepared =
                preparation(Duration.ZERO).prepare(request("tone", "ENGLISH", null, "top_k", "speed"));
        assertEquals(List.of("one", "two"), prepared.sentences());
        SpeechInfo told = prepared.request().spokenBy(prepared.engine());
        assertEquals(new SpeechInfo("tone", 24_000, "tone", "exact", List.of("top_k")), told);
        // Engines are handed a language in their own spelling.
        assertEquals("English", prepared.request().utterance("x", tone.info()).language());
    }

    @Test
    void clip_engineDoesNotClone_itsDefaultVoiceSpeaksAndTheAnswerSaysSo() throws Exception {
        engines.add(tone, 0, 1);
        Preparation.Prepared prepared = preparation(Duration.ZERO).prepare(request("mine", "Auto", null));
        assertEquals(
                new Voice.BuiltIn("tone"),
                prepared.request().utterance("x", tone.info()).voice());
        assertEquals("none", prepared.request().spokenBy(tone.info()).voiceMatch());
    }

    @Test
    void severalEngines_oneNamed_itIsTheOne() throws Exception {
        engines.add(tone, 10, 1);
        engines.add(other, 0, 2);
        Preparation preparation = preparation(Duration.ZERO);
        assertEquals(
                "tone",
                preparation.prepare(request("tone", "Auto", null)).engine().id());
        assertEquals(
                "other",
                preparation.prepare(request("tone", "Auto", "other")).engine().id());
    }

    @Test
    void faults_ofTheRequest_areTold() {
        engines.add(tone, 0, 1);
        Preparation preparation = preparation(Duration.ZERO);
        assertEquals(
                "Voice file 'nobody' not found in references directory: /refs. Available voices: ['mine.wav']",
                assertThrows(
                                SpeechException.VoiceNotFound.class,
                                () -> preparation.prepare(request("nobody", "Auto", null)))
                        .getMessage());
        assertEquals(
                "Unsupported language 'Klingon'. Supported: ['English']",
                assertThrows(
                                SpeechException.UnsupportedLanguage.class,
                                () -> preparation.prepare(request("tone", "Klingon", null)))
                        .getMessage());
        assertThrows(SpeechException.Unavailable.class, () -> preparation.prepare(request("tone", "Auto", "gone")));
    }

    @Test
    void noFrontEnd_prepared_isUnavailable() {
        engines.add(tone, 0, 1);
        frontEnds.clear();
        assertThrows(SpeechException.Unavailable.class, () -> preparation(Duration.ZERO)
                .prepare(request("tone", "Auto", null)));
    }

    @Test
    void noEngineLongAfterTheStart_prepared_isUnavailableAtOnce() {
        assertThrows(SpeechException.Unavailable.class, () -> preparation(Duration.ZERO)
                .prepare(request("tone", "Auto", null)));
    }

    @Test
    void engineJustLeft_anotherIsThere_itsVoiceIsWaitedFor() throws Exception {
        ToneEngine leaving = new ToneEngine("leaving", 0.5f, Fault.none());
        engines.add(leaving, 0, 1);
        assertTrue(engines.remove(leaving));
        CompletableFuture<EngineInfo> found = CompletableFuture.supplyAsync(() -> {
            try {
                return preparation(Duration.ofSeconds(20))
                        .prepare(request("tone", "Auto", "leaving"))
                        .engine();
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        engines.add(other, 100, 2);
        engines.add(leaving, 0, 3);
        assertEquals("leaving", found.get(20, TimeUnit.SECONDS).id());
    }

    /** Each line is a sentence. */
    private static final class Lines implements TextFrontEnd {
        @Override
        public List<String> languages() {
            return List.of("en-US");
        }

        @Override
        public List<String> sentences(String text, String language) {
            return text.lines().toList();
        }

        @Override
        public String phonemes(String text, String language) {
            return text;
        }
    }
}
