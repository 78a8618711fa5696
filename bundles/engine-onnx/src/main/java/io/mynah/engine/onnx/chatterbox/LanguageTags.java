package io.mynah.engine.onnx.chatterbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The languages of a model, as its tokenizer tells them: a multilingual one has a token such as {@code [de]} for each, with
 * which each text begins; without such tokens it is English that is spoken.
 */
final class LanguageTags {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENGLISH = "English";
    private static final String KOREAN = "ko";

    /** Written in a script that the models know in another form, into which nothing here brings it. */
    private static final Set<String> UNREADABLE = Set.of("zh", "ja", "he");

    /** Codes by name. */
    private final Map<String, String> codes;

    private LanguageTags(Map<String, String> codes) {
        this.codes = codes;
    }

    /**
     * Reads a tokenizer's vocabulary.
     *
     * @throws IOException if the file cannot be read
     */
    static LanguageTags read(Path tokenizer) throws IOException {
        JsonNode json = JSON.readTree(tokenizer.toFile());
        Set<String> languages = Set.copyOf(Arrays.asList(Locale.getISOLanguages()));
        List<String> tokens = new ArrayList<>();
        json.path("model").path("vocab").fieldNames().forEachRemaining(tokens::add);
        json.path("added_tokens")
                .forEach(token -> tokens.add(token.path("content").asText()));
        Map<String, String> codes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String token : tokens) {
            String code = token.matches("\\[[a-z]{2}]") ? token.substring(1, 3) : "";
            if (languages.contains(code) && !UNREADABLE.contains(code)) {
                codes.put(Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH), code);
            }
        }
        return new LanguageTags(codes);
    }

    /** Whether there is more than one language to choose from. */
    boolean areThere() {
        return !codes.isEmpty();
    }

    /** Names for people; English is the first where it is spoken. */
    List<String> names() {
        return codes.isEmpty()
                ? List.of(ENGLISH)
                : codes.keySet().stream()
                        .sorted(Comparator.comparing(name -> !name.equals(ENGLISH)))
                        .toList();
    }

    /**
     * A text as the tokenizer wants it.
     *
     * @param language one of {@link #names()}; the first of them for any other
     */
    String tagged(String text, String language) {
        if (codes.isEmpty()) {
            return text;
        }
        String code = codes.getOrDefault(language, codes.get(names().get(0)));
        // Korean is known by its letters, not by its syllables.
        String plain = KOREAN.equals(code) ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
        return "[" + code + "]" + plain;
    }
}
