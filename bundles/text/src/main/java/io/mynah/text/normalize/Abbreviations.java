package io.mynah.text.normalize;

import io.mynah.text.unicode.Chars;
import java.util.Map;

/** "approx." as approximately, "Ave." as Avenue; a full stop at the very end of the text is kept. */
final class Abbreviations implements Rule {

    private final Map<String, String> abbreviations;
    private final Phrases phrases;

    Abbreviations(WordTables tables) {
        this.abbreviations = tables.replacements("abbreviations");
        this.phrases = new Phrases(abbreviations.keySet());
    }

    @Override
    public String apply(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int place = 0;
        while (place < text.length()) {
            int before = Chars.before(text, place);
            String found = Chars.isWord(before) || before == '.'
                    ? ""
                    : phrases.longestAt(text, place, end -> !Chars.isWord(Chars.at(text, end)));
            if (found.isEmpty()) {
                result.append(text.charAt(place++));
            } else {
                place += found.length();
                result.append(abbreviations.get(found));
                if (place == text.length() && found.endsWith(".")) {
                    result.append('.');
                }
            }
        }
        return result.toString();
    }
}
