package io.mynah.text.lexicon;

/** The phoneme alphabet: capital letters are diphthongs, among other single characters for longer sounds. */
public final class Phonemes {

    public static final char PRIMARY_STRESS = 'ˈ';
    public static final char SECONDARY_STRESS = 'ˌ';

    private static final String VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ";
    private static final String CONSONANTS = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ";
    private static final String LONG = "AIOQWYʤʧ";

    private Phonemes() {}

    public static boolean isVowel(char phoneme) {
        return VOWELS.indexOf(phoneme) >= 0;
    }

    public static boolean isConsonant(char phoneme) {
        return CONSONANTS.indexOf(phoneme) >= 0;
    }

    /** Whether there is a sound, not just punctuation. */
    public static boolean areSpoken(String phonemes) {
        for (int i = 0; i < phonemes.length(); i++) {
            if (isVowel(phonemes.charAt(i)) || isConsonant(phonemes.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    public static boolean hasPrimaryStress(String phonemes) {
        return phonemes.indexOf(PRIMARY_STRESS) >= 0;
    }

    static boolean hasSecondaryStress(String phonemes) {
        return phonemes.indexOf(SECONDARY_STRESS) >= 0;
    }

    /** How long a word sounds: one for each character, two for diphthongs and affricates. */
    public static int weight(String phonemes) {
        int weight = 0;
        for (int i = 0; i < phonemes.length(); i++) {
            weight += LONG.indexOf(phonemes.charAt(i)) >= 0 ? 2 : 1;
        }
        return weight;
    }

    /** Whether the last phoneme is one of those given. */
    static boolean endsIn(String phonemes, String last) {
        return last.indexOf(phonemes.charAt(phonemes.length() - 1)) >= 0;
    }
}
