package io.mynah.text.lexicon;

import static io.mynah.text.lexicon.Phonemes.PRIMARY_STRESS;
import static io.mynah.text.lexicon.Phonemes.SECONDARY_STRESS;

/** How the stress that a dictionary gives is changed by the way a word is written or used. */
public enum Stress {
    /** As the dictionary has it. */
    AS_IS,
    /** None at all. */
    NONE,
    /** A primary stress becomes a secondary one. */
    WEAKER,
    /** Like {@link #WEAKER}, but at least a secondary one. */
    SECONDARY,
    /** At least a secondary one: words with a capital letter. */
    SOME,
    /** A primary one: words in capitals. */
    STRONG;

    /** Phonemes with their stress changed. */
    public String apply(String phonemes) {
        boolean primary = Phonemes.hasPrimaryStress(phonemes);
        boolean secondary = Phonemes.hasSecondaryStress(phonemes);
        return switch (this) {
            case AS_IS -> phonemes;
            case NONE -> primary || secondary ? without(phonemes) : phonemes;
            case WEAKER -> primary ? weakened(phonemes) : phonemes;
            case SECONDARY -> primary ? weakened(phonemes) : secondary ? phonemes : with(SECONDARY_STRESS, phonemes);
            case SOME -> primary || secondary ? phonemes : with(SECONDARY_STRESS, phonemes);
            case STRONG ->
                primary
                        ? phonemes
                        : secondary
                                ? phonemes.replace(SECONDARY_STRESS, PRIMARY_STRESS)
                                : with(PRIMARY_STRESS, phonemes);
        };
    }

    private static String without(String phonemes) {
        return phonemes.replace(String.valueOf(PRIMARY_STRESS), "").replace(String.valueOf(SECONDARY_STRESS), "");
    }

    private static String weakened(String phonemes) {
        return phonemes.replace(String.valueOf(SECONDARY_STRESS), "").replace(PRIMARY_STRESS, SECONDARY_STRESS);
    }

    /** Puts a mark before the first vowel. */
    private static String with(char mark, String phonemes) {
        for (int i = 0; i < phonemes.length(); i++) {
            if (Phonemes.isVowel(phonemes.charAt(i))) {
                return phonemes.substring(0, i) + mark + phonemes.substring(i);
            }
        }
        return phonemes;
    }
}
