package io.mynah.text.lexicon;

import static io.mynah.text.lexicon.Phonemes.endsIn;

import org.jspecify.annotations.Nullable;

/** Words that are known but for their ending -s, -ed or -ing. Safe for use by several threads. */
final class Inflections {

    /** After these an American t between vowels is flapped. */
    private static final String BEFORE_FLAP = "AIOWYiuæɑəɛɪɹʊʌ";
    /** Consonants that are doubled before -ing. */
    private static final String DOUBLED = "bcdgklmnprstvxz";

    private final Vocabulary vocabulary;
    private final boolean british;

    Inflections(Vocabulary vocabulary, Accent accent) {
        this.vocabulary = vocabulary;
        this.british = accent == Accent.BRITISH;
    }

    /** How an inflected word sounds; {@code null} if its stem is not known. */
    @Nullable String read(String word, String tag, Stress stress, Context context) {
        String plural = readS(word, tag, stress, context);
        if (plural != null) {
            return plural;
        }
        String past = readEd(word, tag, stress, context);
        return past != null ? past : readIng(word, tag, stress, context);
    }

    private @Nullable String readS(String word, @Nullable String tag, Stress stress, @Nullable Context context) {
        String stem = stemOfS(word);
        return stem == null ? null : addS(vocabulary.lookup(stem, tag, stress, context));
    }

    private @Nullable String readEd(String word, String tag, Stress stress, Context context) {
        String stem = stemOfEd(word);
        return stem == null ? null : addEd(vocabulary.lookup(stem, tag, stress, context));
    }

    private @Nullable String readIng(String word, String tag, Stress stress, Context context) {
        String stem = stemOfIng(word);
        if (stem == null) {
            return null;
        }
        return addIng(vocabulary.lookup(stem, tag, stress == Stress.AS_IS ? Stress.SOME : stress, context));
    }

    /** A plural, such as "dollars", on its own. */
    @Nullable String plural(String word) {
        return readS(word, null, Stress.AS_IS, null);
    }

    private @Nullable String stemOfS(String word) {
        int length = word.length();
        if (length < 3 || !word.endsWith("s")) {
            return null;
        }
        if (!word.endsWith("ss") && vocabulary.isKnown(word.substring(0, length - 1))) {
            return word.substring(0, length - 1);
        }
        boolean long5 = length > 4;
        if ((word.endsWith("'s") || (long5 && word.endsWith("es") && !word.endsWith("ies")))
                && vocabulary.isKnown(word.substring(0, length - 2))) {
            return word.substring(0, length - 2);
        }
        if (long5 && word.endsWith("ies")) {
            String stem = word.substring(0, length - 3) + "y";
            return vocabulary.isKnown(stem) ? stem : null;
        }
        return null;
    }

    private @Nullable String stemOfEd(String word) {
        int length = word.length();
        if (length < 4 || !word.endsWith("d")) {
            return null;
        }
        if (!word.endsWith("dd") && vocabulary.isKnown(word.substring(0, length - 1))) {
            return word.substring(0, length - 1);
        }
        if (length > 4
                && word.endsWith("ed")
                && !word.endsWith("eed")
                && vocabulary.isKnown(word.substring(0, length - 2))) {
            return word.substring(0, length - 2);
        }
        return null;
    }

    private @Nullable String stemOfIng(String word) {
        int length = word.length();
        if (length < 5 || !word.endsWith("ing")) {
            return null;
        }
        String stem = word.substring(0, length - 3);
        if (length > 5 && vocabulary.isKnown(stem)) {
            return stem;
        }
        if (vocabulary.isKnown(stem + "e")) {
            return stem + "e";
        }
        if (length > 5 && isDoubled(stem)) {
            String shorter = stem.substring(0, stem.length() - 1);
            return vocabulary.isKnown(shorter) ? shorter : null;
        }
        return null;
    }

    private static boolean isDoubled(String stem) {
        char last = stem.charAt(stem.length() - 1);
        char before = stem.charAt(stem.length() - 2);
        return (last == before && DOUBLED.indexOf(last) >= 0) || (before == 'c' && last == 'k');
    }

    /** The sound of -s after a stem; {@code null} if there is no stem. */
    @Nullable String addS(@Nullable String stem) {
        if (stem == null || stem.isEmpty()) {
            return null;
        }
        if (endsIn(stem, "ptkfθ")) {
            return stem + "s";
        }
        return endsIn(stem, "szʃʒʧʤ") ? stem + shortVowel() + "z" : stem + "z";
    }

    /** The sound of -ed after a stem; {@code null} if there is no stem. */
    @Nullable String addEd(@Nullable String stem) {
        if (stem == null || stem.isEmpty()) {
            return null;
        }
        if (endsIn(stem, "pkfθʃsʧ")) {
            return stem + "t";
        }
        if (endsIn(stem, "d")) {
            return stem + shortVowel() + "d";
        }
        if (!endsIn(stem, "t")) {
            return stem + "d";
        }
        if (british || stem.length() < 2) {
            return stem + "ɪd";
        }
        return isFlapped(stem) ? stem.substring(0, stem.length() - 1) + "ɾᵻd" : stem + "ᵻd";
    }

    /** The sound of -ing after a stem; {@code null} if there is no stem or the sum of both cannot be told. */
    @Nullable String addIng(@Nullable String stem) {
        if (stem == null || stem.isEmpty() || (british && endsIn(stem, "əː"))) {
            return null;
        }
        return !british && isFlapped(stem) ? stem.substring(0, stem.length() - 1) + "ɾɪŋ" : stem + "ɪŋ";
    }

    private static boolean isFlapped(String stem) {
        return stem.length() > 1 && endsIn(stem, "t") && BEFORE_FLAP.indexOf(stem.charAt(stem.length() - 2)) >= 0;
    }

    private String shortVowel() {
        return british ? "ɪ" : "ᵻ";
    }
}
