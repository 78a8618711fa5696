package io.mynah.text.normalize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Words and phrases to be found in a text, the longest first. Immutable. */
final class Phrases {

    private final Map<Character, List<String>> byFirst = new HashMap<>();

    Phrases(Collection<String> phrases) {
        for (String phrase : phrases) {
            byFirst.computeIfAbsent(phrase.charAt(0), first -> new ArrayList<>())
                    .add(phrase);
        }
        byFirst.values()
                .forEach(list -> list.sort(Comparator.comparing(String::length).reversed()));
    }

    /**
     * The longest phrase at a place.
     *
     * @param fits whether the text may go on as it does from where the phrase ends
     * @return the phrase; empty if there is none
     */
    String longestAt(String text, int place, IntPredicate fits) {
        List<String> candidates = byFirst.getOrDefault(text.charAt(place), List.of());
        for (String phrase : candidates) {
            if (text.startsWith(phrase, place) && fits.test(place + phrase.length())) {
                return phrase;
            }
        }
        return "";
    }
}
