package io.mynah.core.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.Voice.Blend.Part;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.CannotBlend;
import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.speech.SpeechException.Unavailable;
import io.mynah.api.speech.SpeechException.VoiceNotFound;
import io.mynah.api.voice.ClosestVoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names mean, and how an engine that mixes voices speaks them. */
class VoiceResolverTest {

    /** Nobody reads the language of {@code jun}. */
    private static final EngineInfo MIXER = Engines.blending("mixer", Set.of("jun"), "heart", "bella", "bob");

    private final OneClip library = new OneClip();
    private static final Duration SWAP = Duration.ofMinutes(1);

    private final ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), SWAP);
    private final VoiceResolver resolver = new VoiceResolver(library, library, closest);

    private NamedVoice resolve(String voice) throws SpeechException {
        Optional<NamedVoice> clip = resolver.clip(voice);
        return clip.isPresent() ? clip.get() : resolver.resolve(voice, MIXER::hasVoice, MIXER::mixes);
    }

    private Casting cast(String voice) throws SpeechException {
        NamedVoice named = resolve(voice);
        assertTrue(named.fitness(MIXER) > 0);
        return named.cast(MIXER);
    }

    /** @param named whose language is spoken; {@code null} for the default one */
    private static Casting mixture(String name, String match, @Nullable String named, Part... parts) {
        return new Casting(new Voice.Blend(name, List.of(parts)), ToneCurve.FLAT, match, null, named);
    }

    /** Every clip is like two parts of bella less one of bob. */
    private void bindClosest(double similarity) {
        closest.bind((OnlyFinds) (clip, engine) -> new ClosestVoice.Match(
                new Voice.Blend(clip.name(), List.of(new Part("bella", 2), new Part("bob", -1))),
                ToneCurve.FLAT,
                similarity,
                false));
    }

    @Test
    void expression_ofBuiltInVoices_isExactlyThat() throws Exception {
        assertEquals(
                mixture("heart(3) + bella", "exact", "heart", new Part("heart", 0.75), new Part("bella", 0.25)),
                cast("heart(3) + bella"));
    }

    @Test
    void expression_voiceTwice_addsUp() throws Exception {
        assertEquals(
                mixture("heart+bella+heart(2)", "exact", "heart", new Part("heart", 0.75), new Part("bella", 0.25)),
                cast("heart+bella+heart(2)"));
    }

    @Test
    void expression_hugeWeights_areShares() throws Exception {
        String huge = "9".repeat(300);
        assertEquals(
                mixture(
                        "heart(" + huge + ")+bella(" + huge + ")",
                        "exact",
                        "heart",
                        new Part("heart", 1),
                        new Part("bella", 1)),
                cast("heart(" + huge + ")+bella(" + huge + ")"));
    }

    @Test
    void expression_withAVoiceThatNobodyReadsFor_mixesItAndIsReadInTheDefaultLanguage() throws Exception {
        Casting casting = cast("jun(3)+bob");
        assertEquals(mixture("jun(3)+bob", "exact", "jun", new Part("jun", 0.75), new Part("bob", 0.25)), casting);
        assertTrue(casting.suits(MIXER));
        assertEquals("English", casting.languageName(MIXER, "Auto"));
        assertEquals(0, resolve("jun+bob").fitness(Engines.blending("listed", "heart", "bob")));
    }

    @Test
    void voiceThatNobodyReadsFor_alone_isNotThere() throws Exception {
        assertThrows(VoiceNotFound.class, () -> resolve("jun"));
        NamedVoice mixture = resolve("jun(2)");
        assertEquals(0, mixture.fitness(MIXER));
        assertInstanceOf(VoiceNotFound.class, mixture.unfit());
    }

    @Test
    void expression_ofOneVoice_isThatVoice() throws Exception {
        assertEquals(Casting.exact(new Voice.BuiltIn("heart")), cast("heart(2)+heart"));
        assertInstanceOf(NamedClip.class, resolve("mine(2)"));
    }

    @Test
    void expression_withAClip_mixesItsClosestVoice() throws Exception {
        bindClosest(0.776);
        assertEquals(
                mixture(
                        "heart(3)+mine.wav",
                        "0.78",
                        "heart",
                        new Part("heart", 0.75),
                        new Part("bella", 0.5),
                        new Part("bob", -0.25)),
                cast("heart(3)+mine.wav"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine.wav+heart", "mine.wav(2)+heart(2)", "heart+folder/mine.wav"})
    void expression_thatTheLibraryWouldTakeForAClip_isAMixture(String voice) throws Exception {
        bindClosest(0.776);
        NamedMixture mixture = assertInstanceOf(NamedMixture.class, resolve(voice));
        assertEquals(0.5, mixture.builtIn().get("heart"));
        assertEquals(0.5, mixture.clips().get(OneClip.clip("mine")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"me+you(2)", "me+you(2).wav", "me+you(2).mp3"})
    void clip_calledLikeAMixture_isAClip(String voice) throws Exception {
        assertEquals(new NamedClip(OneClip.clip("me+you(2)"), closest), resolve(voice));
    }

    @Test
    void clip_closestVoiceKnown_isSpokenByItAndSaysHowClose() throws Exception {
        bindClosest(1);
        assertEquals(mixture("mine.wav", "1.00", null, new Part("bella", 2), new Part("bob", -1)), cast("mine"));
    }

    @Test
    void clip_nobodyFindsTheClosestVoice_isNone() throws Exception {
        assertEquals(
                Casting.none("nobody is there who takes on clips or finds the closest voice to one"), cast("mine"));
        closest.bind((OnlyFinds) (clip, engine) -> ClosestVoice.None.NO_SPEECH);
        assertEquals(Casting.none("too little speech was found in the clip"), cast("mine"));
        closest.bind((OnlyFinds) (clip, engine) -> {
            throw new UncheckedIOException(new IOException("disk"));
        });
        assertEquals(Casting.none("the closest voice to the clip was not found in time"), cast("mine"));
    }

    @Test
    void mixtureWithAClip_closestVoiceNotFoundRightNow_isToBeAskedForAgain() throws Exception {
        ClosestVoice failing = (OnlyFinds) (clip, engine) -> {
            throw new UncheckedIOException(new IOException("disk"));
        };
        closest.bind(failing);
        assertThrows(Unavailable.class, () -> cast("heart+mine"));
        closest.unbind(failing);
        assertInstanceOf(Unavailable.class, resolve("heart+mine").unfit());
    }

    @Test
    void clip_engineClones_isCloned() throws Exception {
        bindClosest(1);
        EngineInfo cloner = Engines.cloning("cloner", "x");
        assertEquals(Casting.cloned(OneClip.clip("mine")), resolve("mine").cast(cloner));
        assertTrue(resolve("mine").fitness(cloner) > resolve("mine").fitness(MIXER));
        assertTrue(resolve("mine").fitness(MIXER) > resolve("mine").fitness(Engines.plain("p", "x")));
    }

    @Test
    void clipWithATone_hasItAloneAndItsShareInAMixture() throws Exception {
        ToneCurve tone = new ToneCurve(Collections.nCopies(ToneCurve.BANDS, -4.0));
        closest.bind((OnlyFinds) (clip, engine) ->
                new ClosestVoice.Match(new Voice.Blend(clip.name(), List.of(new Part("bob", 1))), tone, 0.9, true));
        assertEquals(tone, cast("mine").tone());
        assertEquals(
                Collections.nCopies(ToneCurve.BANDS, -1.0),
                cast("bella(3)+mine").tone().gains());
        assertEquals(ToneCurve.FLAT, cast("bella(3)+bob").tone());
    }

    @Test
    void clip_closestVoiceOfVoicesThatTheEngineLacks_isNone() throws Exception {
        closest.bind((OnlyFinds) (clip, engine) -> new ClosestVoice.Match(
                new Voice.Blend(clip.name(), List.of(new Part("bella", 2), new Part("unheard", 1))),
                ToneCurve.FLAT,
                0.9,
                true));
        assertEquals(Casting.none("nothing is known that the clip could be compared by"), cast("mine"));
        assertThrows(CannotBlend.class, () -> cast("mine+bella"));
    }

    @Test
    void language_ofAClip_isNotThatOfItsClosestVoice() throws Exception {
        bindClosest(1); // mostly bella, who speaks en-GB
        assertEquals("en-US", cast("mine").language(MIXER, "Auto"));
        assertEquals("en-GB", cast("bella(2)+mine").language(MIXER, "Auto"));
        assertEquals("English", cast("mine").languageName(MIXER, "auto"));
        assertEquals("Auto", cast("bella").languageName(MIXER, "auto"));
    }

    @Test
    void mixtureWithAClip_nobodyFindsTheClosestVoice_cannotBeSpoken() throws Exception {
        NamedVoice named = resolve("heart+mine");
        assertEquals(0, named.fitness(MIXER));
        assertInstanceOf(CannotBlend.class, named.unfit());
        assertEquals(
                "'mine.wav' cannot be mixed: the voice closest to it is not known",
                named.unfit().getMessage());
        closest.bind((OnlyFinds) (clip, engine) -> ClosestVoice.None.NO_SPEECH);
        assertThrows(CannotBlend.class, () -> named.cast(MIXER));
    }

    @Test
    void mixture_noEngineMixes_cannotBeSpoken() throws Exception {
        NamedVoice named = resolve("heart+bella");
        assertEquals(0, named.fitness(Engines.plain("p", "heart", "bella")));
        assertEquals(0, named.fitness(Engines.blending("q", "heart")));
        assertEquals(
                "No engine is there that can mix 'heart', 'bella'",
                named.unfit().getMessage());
    }

    @Test
    void savedMixture_aloneAndWithinOthers_isMixed() throws Exception {
        library.saved.put("evening", "heart + bella(3)");
        assertEquals(
                mixture("evening", "exact", "bella", new Part("heart", 0.25), new Part("bella", 0.75)),
                cast("evening"));
        assertEquals(
                mixture(
                        "bob+evening",
                        "exact",
                        "bob",
                        new Part("bob", 0.5),
                        new Part("heart", 0.125),
                        new Part("bella", 0.375)),
                cast("bob+evening"));
    }

    @Test
    void names_thatSeveralHave_areLookedForInOrder() throws Exception {
        library.saved.put("mine", "heart+bella");
        library.saved.put("bob", "heart+bella");
        assertInstanceOf(NamedClip.class, resolve("mine"));
        assertInstanceOf(NamedBuiltIn.class, resolve("bob"));
    }

    @ParameterizedTest
    @CsvSource({"nobody,nobody", "heart+nobody(2),nobody", "heart+../x.wav,../x.wav", "evening,nobody"})
    void unknownPart_ofAnything_isNamed(String voice, String part) {
        library.saved.put("evening", "heart+nobody");
        VoiceNotFound e = assertThrows(VoiceNotFound.class, () -> resolve(voice));
        assertEquals(
                "Voice file '" + part + "' not found in references directory: /refs. Available voices: ['mine.wav']",
                e.getMessage());
    }

    @Test
    void savedMixture_withinItself_isRefused() {
        library.saved.put("a", "heart+b");
        library.saved.put("b", "heart+a");
        assertThrows(InvalidVoice.class, () -> resolve("a"));
    }

    @Test
    void mixtureToBeSaved_withinItself_isRefused() throws Exception {
        library.saved.put("a", "heart+bella");
        library.saved.put("b", "a+heart");
        for (String expression : List.of("a+heart", "b", "bob+b(2)")) {
            InvalidVoice e = assertThrows(InvalidVoice.class, () -> resolver.resolve("a", expression, MIXER::mixes));
            assertEquals("A mixture cannot be within itself, as 'a' would be", e.getMessage());
        }
        assertInstanceOf(NamedMixture.class, resolver.resolve("c", "a+b", MIXER::mixes));
    }

    @Test
    void savedMixtures_thatGrowWithoutEnd_areRefused() {
        for (int i = 0; i < 8; i++) {
            library.saved.put("m" + i, String.join("+", Collections.nCopies(16, i == 7 ? "heart" : "m" + (i + 1))));
        }
        assertThrows(InvalidVoice.class, () -> resolve("m0"));
    }

    @ParameterizedTest
    @CsvSource({"''", "heart(0)", "heart++bella"})
    void savedMixture_broken_isNamed(String expression) {
        library.saved.put("evening", expression);
        InvalidVoice e = assertThrows(InvalidVoice.class, () -> resolve("evening"));
        assertTrue(e.getMessage().startsWith("The saved mixture 'evening' cannot be used: "), e.getMessage());
    }
}
