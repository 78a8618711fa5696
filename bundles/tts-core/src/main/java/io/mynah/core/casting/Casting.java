package io.mynah.core.casting;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In what voice a request is spoken. It is settled before the first word and kept to the last: what is told of it, and how
 * it sounds, does not change where another engine takes over.
 *
 * @param voice what engines are handed; {@code null} for the default voice of whoever speaks
 * @param tone what its sound is given on the way out
 * @param match as in {@link io.mynah.api.speech.SpeechInfo#voiceMatch()}
 * @param note for people, why nobody takes on the clip that was named; {@code null} otherwise
 * @param named id of the built-in voice that was named, the greatest one in a mixture: it is its language that is spoken;
 *     {@code null} for the default voice's. What a clip is most like tells nothing of the language
 */
public record Casting(
        @Nullable Voice voice,
        ToneCurve tone,
        String match,
        @Nullable String note,
        @Nullable String named) {

    private static final String EXACT = "exact";
    private static final String AUTO = "Auto";

    /** A voice of an engine. */
    public static Casting exact(Voice.BuiltIn voice) {
        return new Casting(voice, ToneCurve.FLAT, EXACT, null, voice.name());
    }

    static Casting exact(Voice.Blend blend, String greatest) {
        return new Casting(blend, ToneCurve.FLAT, EXACT, null, greatest);
    }

    static Casting cloned(Voice.Clip clip) {
        return new Casting(clip, ToneCurve.FLAT, "cloned", null, null);
    }

    /** The closest voice to a clip, or a mixture with clips. */
    static Casting close(Voice.Blend blend, ToneCurve tone, double similarity, @Nullable String greatest) {
        return new Casting(blend, tone, String.format(Locale.ROOT, "%.2f", similarity), null, greatest);
    }

    /**
     * A clip was named that nobody can take on.
     *
     * @param why a few words in ASCII, for a header of the answer
     */
    static Casting none(String why) {
        return new Casting(null, ToneCurve.FLAT, "none", why, null);
    }

    /** Whether an engine can speak in this voice. */
    public boolean suits(EngineInfo engine) {
        if (voice instanceof Voice.Clip) {
            return engine.clonesVoices();
        }
        if (voice instanceof Voice.Blend blend) {
            return canMix(engine, blend);
        }
        return voice == null ? !engine.voices().isEmpty() : engine.hasVoice(voice.name());
    }

    /** Whether an engine can speak a mixture, whoever found it. */
    static boolean canMix(EngineInfo engine, Voice.Blend blend) {
        return blend.parts().stream().map(Voice.Blend.Part::voice).allMatch(engine::mixes);
    }

    /** What an engine is handed. */
    public Voice voiceOf(EngineInfo engine) {
        return voice == null ? new Voice.BuiltIn(engine.voices().get(0).id()) : voice;
    }

    /**
     * The tag of the language in which an engine speaks: the one that was asked for if it has it, otherwise that of the
     * voice that was named.
     *
     * @param asked a name for people, or {@code Auto}
     */
    public String language(EngineInfo engine, String asked) {
        String own = engine.voices().stream()
                .filter(voice -> voice.id().equals(named))
                .map(VoiceInfo::language)
                .findFirst()
                .orElseGet(engine::defaultLanguage);
        if (asked.equalsIgnoreCase(AUTO) || nameOf(own).equalsIgnoreCase(asked)) {
            return own;
        }
        return engine.voices().stream()
                .map(VoiceInfo::language)
                .filter(tag -> nameOf(tag).equalsIgnoreCase(asked))
                .findFirst()
                .orElse(own);
    }

    /** What an engine is told of the language, in its own spelling; a mixture does not tell by itself. */
    public String languageName(EngineInfo engine, String asked) {
        String name = voice instanceof Voice.Blend ? nameOf(language(engine, asked)) : asked;
        return engine.languages().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(AUTO);
    }

    private static String nameOf(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
    }
}
