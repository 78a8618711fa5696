package io.mynah.api.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an engine is and can do.
 *
 * @param id stable lower-case id, such as {@code hibari}; clients name it in {@code engine}
 * @param title name for people, such as {@code Hibari}
 * @param version version of the engine and its model
 * @param device {@code cpu} or {@code cuda}
 * @param sampleRate of every stream, in Hz
 * @param languages names for people, such as {@code English}; compared without regard to case
 * @param voices built-in voices; the first is heard where a clip is named that the engine cannot take on, so that there is
 *     at least one unless it can
 * @param features words for {@code /info}, such as {@code streaming}
 * @param clonesVoices whether a {@link Voice.Clip} changes the voice
 * @param blendsVoices whether it speaks a {@link Voice.Blend} of its voices
 * @param parameters names of the request's parameters that change this engine's output, such as {@code speed}
 * @param blendParts ids of further voices that only mixtures may have, since nobody reads their language: a mixture with one
 *     is read in the language of the text
 */
public record EngineInfo(
        String id,
        String title,
        String version,
        String device,
        int sampleRate,
        List<String> languages,
        List<VoiceInfo> voices,
        List<String> features,
        boolean clonesVoices,
        boolean blendsVoices,
        Set<String> parameters,
        Set<String> blendParts) {

    /** Service property: {@link #id()}. */
    public static final String ID = "mynah.engine.id";
    /** Service property: {@link #title()}. */
    public static final String TITLE = "mynah.engine.title";
    /** Service property: {@link #version()}. */
    public static final String VERSION = "mynah.engine.version";
    /** Service property: {@link #device()}. */
    public static final String DEVICE = "mynah.engine.device";
    /** Service property: {@link #sampleRate()}. */
    public static final String SAMPLE_RATE = "mynah.engine.sample.rate";
    /** Service property: {@link #languages()}, as an array of strings. */
    public static final String LANGUAGES = "mynah.engine.languages";
    /** Service property: {@link #clonesVoices()}. */
    public static final String CLONES_VOICES = "mynah.engine.clones.voices";

    /** Service property: {@link #blendsVoices()}. */
    public static final String BLENDS_VOICES = "mynah.engine.blends.voices";

    /**
     * Checks what clients and other bundles rely on.
     *
     * @throws IllegalArgumentException if the id or the rate is out of range, if there is no language or no voice, or if
     *     there are parts for mixtures that the engine does not speak
     */
    public EngineInfo {
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("engine id '" + id + "' is not lower-case letters, digits, . _ -");
        }
        if (sampleRate < 8_000 || sampleRate > 192_000) {
            throw new IllegalArgumentException("sample rate " + sampleRate + " Hz is not within 8000 to 192000");
        }
        if (languages.isEmpty() || (voices.isEmpty() && !clonesVoices)) {
            throw new IllegalArgumentException("engine " + id + " has no language or no voice");
        }
        if (!blendParts.isEmpty() && !blendsVoices) {
            throw new IllegalArgumentException("engine " + id + " has parts of mixtures, and speaks no mixture");
        }
        languages = List.copyOf(languages);
        voices = List.copyOf(voices);
        features = List.copyOf(features);
        parameters = Set.copyOf(parameters);
        blendParts = Set.copyOf(blendParts);
    }

    /**
     * An engine whose mixtures, if it speaks any, are of {@code voices} alone.
     *
     * @throws IllegalArgumentException as the other constructor
     */
    public EngineInfo(
            String id,
            String title,
            String version,
            String device,
            int sampleRate,
            List<String> languages,
            List<VoiceInfo> voices,
            List<String> features,
            boolean clonesVoices,
            boolean blendsVoices,
            Set<String> parameters) {
        this(
                id,
                title,
                version,
                device,
                sampleRate,
                languages,
                voices,
                features,
                clonesVoices,
                blendsVoices,
                parameters,
                Set.of());
    }

    /** The properties under which the engine is registered as a service. */
    public Map<String, Object> serviceProperties() {
        return Map.of(
                ID, id,
                TITLE, title,
                VERSION, version,
                DEVICE, device,
                SAMPLE_RATE, sampleRate,
                LANGUAGES, languages.toArray(String[]::new),
                CLONES_VOICES, clonesVoices,
                BLENDS_VOICES, blendsVoices);
    }

    /**
     * The BCP 47 tag of the language that is spoken where none is named: that of the first voice, or of the first of
     * {@link #languages()} if there is no voice.
     */
    public String defaultLanguage() {
        if (!voices.isEmpty()) {
            return voices.get(0).language();
        }
        String name = languages.get(0);
        return name.equalsIgnoreCase("English")
                ? "en-US"
                : Arrays.stream(Locale.getISOLanguages())
                        .filter(code -> Locale.forLanguageTag(code)
                                .getDisplayLanguage(Locale.ENGLISH)
                                .equalsIgnoreCase(name))
                        .findFirst()
                        .orElse("und");
    }

    /** Whether a voice may be heard alone. */
    public boolean hasVoice(String voice) {
        return voices.stream().map(VoiceInfo::id).anyMatch(voice::equals);
    }

    /** Whether a voice may be a part of a mixture. */
    public boolean mixes(String voice) {
        return blendsVoices && (hasVoice(voice) || blendParts.contains(voice));
    }

    /** Whether a language is {@code Auto} or one of {@link #languages()}, in any case. */
    public boolean speaks(String language) {
        return language.equalsIgnoreCase("Auto") || languages.stream().anyMatch(language::equalsIgnoreCase);
    }
}
