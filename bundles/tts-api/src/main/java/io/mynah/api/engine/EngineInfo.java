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
 * @param joinedLength characters up to which it had rather speak short sentences together, as one utterance, the first of a
 *     request excepted, which is to be heard soon; 0 for one sentence at a time
 * @param deviceReason why it computes on {@link #device()}, one line for people; empty where nothing is worth saying
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
        Set<String> blendParts,
        int joinedLength,
        String deviceReason) {

    /** Service property: {@link #id()}. */
    public static final String ID = "mynah.engine.id";
    /** Service property: {@link #title()}. */
    public static final String TITLE = "mynah.engine.title";
    /** Service property: {@link #version()}. */
    public static final String VERSION = "mynah.engine.version";
    /** Service property: {@link #device()}. */
    public static final String DEVICE = "mynah.engine.device";
    /** Service property: {@link #deviceReason()}. */
    public static final String DEVICE_REASON = "mynah.engine.device.reason";
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
     * @throws IllegalArgumentException if the id or the rate is out of range, if there is no language or no voice, if there
     *     are parts for mixtures that the engine does not speak, or if sentences are joined to less than nothing
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
        if (joinedLength < 0) {
            throw new IllegalArgumentException("engine " + id + " joins sentences to " + joinedLength + " characters");
        }
        languages = List.copyOf(languages);
        voices = List.copyOf(voices);
        features = List.copyOf(features);
        parameters = Set.copyOf(parameters);
        blendParts = Set.copyOf(blendParts);
    }

    /** An engine that has yet to be described; see {@link Builder} for what is not said. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** The same engine where it computes elsewhere. */
    public EngineInfo on(String otherDevice, String why) {
        return new EngineInfo(
                id,
                title,
                version,
                otherDevice,
                sampleRate,
                languages,
                voices,
                features,
                clonesVoices,
                blendsVoices,
                parameters,
                blendParts,
                joinedLength,
                why);
    }

    /** The properties under which the engine is registered as a service. */
    public Map<String, Object> serviceProperties() {
        return Map.of(
                ID, id,
                TITLE, title,
                VERSION, version,
                DEVICE, device,
                DEVICE_REASON, deviceReason,
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

    /**
     * Describes an engine. What is not said: the title is the id, the version 1, the device {@code cpu}, the rate 24,000 Hz; it
     * has no language, no voice, no feature and no parameter, neither clones nor blends, and takes each sentence alone. Used by
     * one thread.
     */
    public static final class Builder {
        private final String id;
        private String title;
        private String version = "1";
        private String device = "cpu";
        private int sampleRate = 24_000;
        private List<String> languages = List.of();
        private List<VoiceInfo> voices = List.of();
        private List<String> features = List.of();
        private boolean clonesVoices;
        private boolean blendsVoices;
        private Set<String> parameters = Set.of();
        private Set<String> blendParts = Set.of();
        private int joinedLength;
        private String deviceReason = "";

        private Builder(String id) {
            this.id = id;
            this.title = id;
        }

        /** See {@link EngineInfo#title()}. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** See {@link EngineInfo#version()}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** See {@link EngineInfo#device()}. */
        public Builder device(String device) {
            this.device = device;
            return this;
        }

        /** See {@link EngineInfo#sampleRate()}. */
        public Builder sampleRate(int sampleRate) {
            this.sampleRate = sampleRate;
            return this;
        }

        /** See {@link EngineInfo#languages()}. */
        public Builder languages(List<String> languages) {
            this.languages = languages;
            return this;
        }

        /** See {@link EngineInfo#voices()}. */
        public Builder voices(List<VoiceInfo> voices) {
            this.voices = voices;
            return this;
        }

        /** See {@link EngineInfo#features()}. */
        public Builder features(List<String> features) {
            this.features = features;
            return this;
        }

        /** See {@link EngineInfo#clonesVoices()}. */
        public Builder clonesVoices(boolean clonesVoices) {
            this.clonesVoices = clonesVoices;
            return this;
        }

        /** See {@link EngineInfo#blendsVoices()}. */
        public Builder blendsVoices(boolean blendsVoices) {
            this.blendsVoices = blendsVoices;
            return this;
        }

        /** See {@link EngineInfo#parameters()}. */
        public Builder parameters(Set<String> parameters) {
            this.parameters = parameters;
            return this;
        }

        /** See {@link EngineInfo#blendParts()}. */
        public Builder blendParts(Set<String> blendParts) {
            this.blendParts = blendParts;
            return this;
        }

        /** See {@link EngineInfo#joinedLength()}. */
        public Builder joinedLength(int joinedLength) {
            this.joinedLength = joinedLength;
            return this;
        }

        /** See {@link EngineInfo#deviceReason()}. */
        public Builder deviceReason(String deviceReason) {
            this.deviceReason = deviceReason;
            return this;
        }

        /**
         * What has been described.
         *
         * @throws IllegalArgumentException if an engine cannot be that
         */
        public EngineInfo build() {
            return new EngineInfo(
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
                    blendParts,
                    joinedLength,
                    deviceReason);
        }
    }
}
