package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.core.casting.ClosestVoices;
import io.mynah.core.casting.Engines;
import io.mynah.core.casting.OneClip;
import io.mynah.core.casting.OnlyFinds;
import io.mynah.core.engines.EngineRegistry;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PreparationTest {

    private final EngineRegistry engines = new EngineRegistry(Duration.ZERO, () -> {});
    private final List<TextFrontEnd> frontEnds = new ArrayList<>(List.of(new Lines()));
    private final ToneEngine tone = new ToneEngine("tone", 0.5f, Fault.none());
    private final OneClip library = new OneClip();
    private final ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO);
    private final ToneEngine other = new ToneEngine("other", 0.5f, Fault.none());

    private Preparation preparation(Duration swapLimit) {
        LibraryGate gate = new LibraryGate(closest, Duration.ZERO);
        gate.bind((VoiceLibrary) library);
        gate.bind((VoiceShelf) library);
        return new Preparation(engines, gate, frontEnds, new TextFilters(10_000), swapLimit);
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
    void engineThatJoins_prepared_getsSentencesTogether() throws Exception {
        EngineInfo joining = EngineInfo.builder("joining")
                .languages(List.of("English"))
                .clonesVoices(true)
                .joinedLength(300)
                .build();
        addEngine(joining, 0, 1);
        assertEquals(
                List.of("one two"),
                preparation(Duration.ZERO)
                        .prepare(request("mine", "Auto", null))
                        .sentences());
    }

    /** It may go between the moment at which it is found and the one at which it is chosen. */
    @Test
    void engineSwappedAgainAndAgain_prepared_isWaitedForWheneverItGoes() throws Exception {
        engines.add(new ToneEngine("steady", List.of("steady"), 0.5f, Fault.none()), 0, 1);
        engines.add(tone, 0, 2);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> swaps = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                engines.remove(tone);
                engines.add(tone, 0, 2);
            }
        });
        Preparation preparation = preparation(Duration.ofSeconds(20));
        for (int i = 0; i < 20_000; i++) {
            assertEquals(
                    "tone",
                    preparation.prepare(request("tone", "Auto", null)).engine().id());
        }
        stop.set(true);
        swaps.get(20, TimeUnit.SECONDS);
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
    void clip_whoeverClonesItFails_theNextInRankSpeaksInAVoiceOfItsOwn() throws Exception {
        addEngine(Engines.cloning("cloner", "x"), 0, 1);
        addEngine(Engines.plain("plain", "y"), -10, 2);
        VoicedRequest request = preparation(Duration.ZERO)
                .prepare(request("mine", "Auto", null))
                .request();
        VoicedRequest next = request.others().without(Set.of("cloner")).orElseThrow();
        EngineInfo plain = Engines.plain("plain", "y");
        assertTrue(next.accepts(plain));
        assertEquals("none", next.spokenBy(plain).voiceMatch());
        assertEquals(Optional.empty(), next.others().without(Set.of("cloner", "plain")));
    }

    @Test
    void engineNamed_itFails_nobodyElseIsAsked() throws Exception {
        engines.add(tone, 10, 1);
        engines.add(other, 0, 2);
        VoicedRequest request = preparation(Duration.ZERO)
                .prepare(request("tone", "Auto", "tone"))
                .request();
        assertEquals(Optional.empty(), request.others().without(Set.of("tone")));
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

    /** As where its new version takes longer to load than requests wait. */
    @Test
    void engineAwayForLongerThanOneWaits_itsVoiceIsNotUnknown() {
        engines.add(new ToneEngine("steady", List.of("steady"), 0.5f, Fault.none()), 0, 1);
        engines.add(tone, 0, 2);
        assertTrue(engines.remove(tone));
        Preparation preparation = preparation(Duration.ZERO);
        assertThrows(SpeechException.Unavailable.class, () -> preparation.prepare(request("tone", "Auto", null)));
        assertThrows(SpeechException.VoiceNotFound.class, () -> preparation.prepare(request("nobody", "Auto", null)));
    }

    @Test
    void check_savedMixture_decodesNoClip() {
        engines.add(tone, 0, 1);
        library.saved.put("dusk", "tone+mine");
        Preparation preparation = preparation(Duration.ZERO);

        assertDoesNotThrow(() -> preparation.check("mine"));
        assertThrows(SpeechException.CannotBlend.class, () -> preparation.check("dusk"));
        assertEquals(0, library.looks.get());
        assertThrows(SpeechException.CannotBlend.class, () -> preparation.checkBlend("dawn", "tone+mine"));
        assertTrue(library.looks.get() > 0, "what is about to be saved is looked at");
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

    @Test
    void firstEngineJustCame_voiceOfTheNext_isWaitedFor() throws Exception {
        engines.add(other, 0, 1);
        CompletableFuture<EngineInfo> found = CompletableFuture.supplyAsync(() -> {
            try {
                return preparation(Duration.ofSeconds(20))
                        .prepare(request("x", "Auto", null))
                        .engine();
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        addEngine(Engines.plain("plain", "x"), 0, 2);
        assertEquals("plain", found.get(20, TimeUnit.SECONDS).id());
        // Nobody is waited for without end.
        assertThrows(SpeechException.VoiceNotFound.class, () -> preparation(Duration.ofSeconds(20))
                .prepare(request("nobody", "Auto", null)));
    }

    @Test
    void firstEngineJustCame_clipThatTheNextTakesOn_waitsForIt() throws Exception {
        closest.bind((OnlyFinds) (clip, engine) -> ClosestVoice.None.NO_SPEECH);
        addEngine(Engines.plain("plain", "x"), 100, 1);
        CompletableFuture<EngineInfo> found = CompletableFuture.supplyAsync(() -> {
            try {
                return preparation(Duration.ofSeconds(20))
                        .prepare(request("mine", "Auto", null))
                        .engine();
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        addEngine(Engines.blending("mixer", "x", "y"), 50, 2);
        assertEquals("mixer", found.get(20, TimeUnit.SECONDS).id());
    }

    @Test
    void firstEngineJustCame_nobodyElseComes_clipIsSpokenAllTheSame() throws Exception {
        addEngine(Engines.plain("plain", "x"), 100, 1);
        EngineInfo found = preparation(Duration.ofSeconds(20))
                .prepare(request("mine", "Auto", null))
                .engine();
        assertEquals("plain", found.id());
    }

    private void addEngine(EngineInfo info, int ranking, long order) {
        engines.add(new Mute(info), ranking, order);
    }

    private EngineInfo prepared(String voice) throws SpeechException {
        return preparation(Duration.ZERO).prepare(request(voice, "Auto", null)).engine();
    }

    @Test
    void clip_severalEngines_theOneThatTakesItOnIsPreferred() throws Exception {
        addEngine(Engines.plain("plain", "x"), 100, 1);
        assertEquals("plain", prepared("mine").id());
        closest.bind((OnlyFinds) (clip, engine) -> ClosestVoice.None.NO_SPEECH);
        addEngine(Engines.blending("mixer", "x", "y"), 50, 2);
        assertEquals("mixer", prepared("mine").id());
        addEngine(Engines.cloning("cloner", "x"), 0, 3);
        assertEquals("cloner", prepared("mine").id());
        assertEquals("plain", prepared("x").id());
        assertEquals("mixer", prepared("x+y").id());
    }

    @Test
    void clip_enginePreparedForLeaves_noOtherVoiceTakesOver() throws Exception {
        EngineInfo cloner = Engines.cloning("cloner", "x");
        addEngine(cloner, 0, 1);
        VoicedRequest request = preparation(Duration.ZERO)
                .prepare(request("mine", "Auto", null))
                .request();
        assertTrue(request.accepts(cloner));
        assertFalse(request.accepts(Engines.plain("plain", "x")));
        assertFalse(request.accepts(Engines.blending("mixer", "x")));
    }

    @Test
    void clip_betterEngineJustLeft_isWaitedFor() throws Exception {
        Mute cloner = new Mute(Engines.cloning("cloner", "x"));
        addEngine(Engines.plain("plain", "x"), 100, 1);
        engines.add(cloner, 0, 2);
        assertTrue(engines.remove(cloner));
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> {
            try {
                return preparation(Duration.ofSeconds(20))
                        .prepare(request("mine", "Auto", null))
                        .engine()
                        .id();
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        engines.add(cloner, 0, 3);
        assertEquals("cloner", found.get(20, TimeUnit.SECONDS));
    }

    @Test
    void mixture_prepared_isReadInTheLanguageOfItsGreatestPart() throws Exception {
        addEngine(Engines.blending("mixer", "heart", "bella"), 0, 1);
        Preparation.Prepared prepared = preparation(Duration.ZERO).prepare(request("heart(2)+bella", "Auto", null));
        SpeechInfo told = prepared.request().spokenBy(prepared.engine());
        assertEquals("exact", told.voiceMatch());
        assertEquals("heart(2)+bella", told.voice());
        // There is no front end for en-GB here.
        SpeechException e = assertThrows(SpeechException.Unavailable.class, () -> preparation(Duration.ZERO)
                .prepare(request("heart+bella(2)", "Auto", null)));
        assertEquals("No text front end is there for en-GB", e.getMessage());
    }

    @Test
    void check_voice_failsAsSpeakingWould() throws Exception {
        addEngine(Engines.plain("plain", "x", "y"), 0, 1);
        Preparation preparation = preparation(Duration.ZERO);
        preparation.check("x");
        preparation.check("mine");
        assertThrows(SpeechException.VoiceNotFound.class, () -> preparation.check("x+z"));
        assertThrows(SpeechException.InvalidVoice.class, () -> preparation.check("x(-1)"));
        assertThrows(SpeechException.CannotBlend.class, () -> preparation.check("x+y"));
        assertThrows(SpeechException.CannotBlend.class, () -> preparation.check("x+mine"));
    }

    /** An engine that is only ever chosen. */
    private record Mute(EngineInfo info) implements TtsEngine {
        @Override
        public PcmStream speak(Utterance utterance, Cancellation cancellation) {
            throw new UnsupportedOperationException("not asked for here");
        }
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
