package io.mynah.engine.onnx.kokoro;

import io.mynah.api.engine.VoiceInfo;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the ids of Kokoro's voices tell: the first letter the language, the second whether a woman or a man is heard, the rest
 * a name. {@code bm_george} is a British man called George.
 */
final class StockVoices {
    /** The one that speaks where none is named. */
    private static final String DEFAULT = "af_heart";

    private static final Map<Character, String> LANGUAGES = Map.of(
            'a', "en-US",
            'b', "en-GB",
            'e', "es-ES",
            'f', "fr-FR",
            'h', "hi-IN",
            'i', "it-IT",
            'j', "ja-JP",
            'p', "pt-BR",
            'z', "zh-CN");

    private StockVoices() {}

    /** Descriptions of those voices whose language somebody reads, the default one first. */
    static List<VoiceInfo> readable(Collection<String> ids, Set<String> languages) {
        return ids.stream()
                .map(StockVoices::describe)
                .filter(voice -> languages.contains(voice.language()))
                .sorted(Comparator.comparing((VoiceInfo voice) -> !voice.id().equals(DEFAULT))
                        .thenComparing(VoiceInfo::id))
                .toList();
    }

    private static VoiceInfo describe(String id) {
        String language = LANGUAGES.getOrDefault(id.charAt(0), "und");
        Locale locale = Locale.forLanguageTag(language);
        String name = id.substring(3, 4).toUpperCase(Locale.ROOT) + id.substring(4);
        String spoken = locale.getDisplayLanguage(Locale.ENGLISH)
                + (locale.getCountry().isEmpty() ? "" : ", " + locale.getDisplayCountry(Locale.ENGLISH));
        return new VoiceInfo(id, name + " (" + (id.charAt(1) == 'f' ? "woman" : "man") + ", " + spoken + ")", language);
    }

    /** The languages' names for people, in the order of the voices. */
    static List<String> languages(List<VoiceInfo> voices) {
        return voices.stream().map(StockVoices::language).distinct().toList();
    }

    /** The name of a voice's language for people. */
    static String language(VoiceInfo voice) {
        return Locale.forLanguageTag(voice.language()).getDisplayLanguage(Locale.ENGLISH);
    }
}
