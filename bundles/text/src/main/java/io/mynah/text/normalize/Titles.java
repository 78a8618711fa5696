package io.mynah.text.normalize;

import io.mynah.text.unicode.Chars;
import java.util.Map;

/** Titles before a name: "St Paul" as Saint Paul, "Lt. Gray" as Lieutenant Gray. */
final class Titles implements Rule {

    private final Map<String, String> titles;
    private final Phrases phrases;

    Titles(WordTables tables) {
        this.titles = tables.replacements("titles");
        this.phrases = new Phrases(titles.keySet());
    }

    @Override
    public String apply(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int place = 0;
        while (place < text.length()) {
            String title = Chars.isWord(Chars.before(text, place))
                    ? ""
                    : phrases.longestAt(text, place, end -> nameAfter(text, end) >= 0);
            if (title.isEmpty()) {
                result.append(text.charAt(place++));
            } else {
                result.append(titles.get(title)).append(' ');
                place = nameAfter(text, place + title.length());
            }
        }
        return result.toString();
    }

    /** Where the name begins that follows a title; -1 if there is none. */
    private static int nameAfter(String text, int end) {
        int blank = text.startsWith(".", end) ? end + 1 : end;
        boolean name = text.startsWith(" ", blank)
                && blank + 1 < text.length()
                && text.charAt(blank + 1) >= 'A'
                && text.charAt(blank + 1) <= 'Z';
        return name ? blank + 1 : -1;
    }
}
