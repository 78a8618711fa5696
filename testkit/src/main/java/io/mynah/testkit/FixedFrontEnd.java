package io.mynah.testkit;

import io.mynah.api.text.TextFrontEnd;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Knows the phonemes of some words; takes other words for phonemes. */
public final class FixedFrontEnd implements TextFrontEnd {
    private static final Map<String, String> WORDS = Map.of(
            "Hello.", "həlˈO.",
            "The", "ðə",
            "quick", "kwˈɪk",
            "brown", "bɹˈWn",
            "fox", "fˈɑks",
            "jumps", "ʤˈʌmps",
            "over", "ˈOvəɹ",
            "the", "ðə",
            "lazy", "lˈAzi",
            "dog.", "dˈɔɡ.");

    private final Consumer<String> asked;
    private final List<String> languages;

    public FixedFrontEnd() {
        this(language -> {});
    }

    /** @param asked told the language of all phonemes that are asked for */
    public FixedFrontEnd(Consumer<String> asked) {
        this(asked, List.of("en-US", "en-GB"));
    }

    /** @param languages that it says it reads */
    public FixedFrontEnd(Consumer<String> asked, List<String> languages) {
        this.asked = asked;
        this.languages = languages;
    }

    @Override
    public List<String> languages() {
        return languages;
    }

    @Override
    public List<String> sentences(String text, String language) {
        return List.of(text);
    }

    @Override
    public String phonemes(String text, String language) {
        asked.accept(language);
        StringBuilder phonemes = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            phonemes.append(phonemes.isEmpty() ? "" : " ").append(WORDS.getOrDefault(word, word));
        }
        return phonemes.toString();
    }
}
