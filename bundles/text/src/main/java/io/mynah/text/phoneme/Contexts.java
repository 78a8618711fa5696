package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Context;
import io.mynah.text.lexicon.Context.Sound;
import io.mynah.text.lexicon.Phonemes;
import io.mynah.text.lexicon.Word;
import org.jspecify.annotations.Nullable;

/** What a word is for the words before it. */
final class Contexts {

    private static final String PAUSES = ";:,.!?—…";

    private Contexts() {}

    /** The context of what stands before a word that sounds in some way. */
    static Context before(Word word, @Nullable String phonemes, Context after) {
        return new Context(firstSound(phonemes, after.next()), isTo(word));
    }

    private static Sound firstSound(@Nullable String phonemes, Sound otherwise) {
        for (int i = 0; phonemes != null && i < phonemes.length(); i++) {
            char phoneme = phonemes.charAt(i);
            if (PAUSES.indexOf(phoneme) >= 0) {
                return Sound.NOTHING;
            }
            if (Phonemes.isVowel(phoneme)) {
                return Sound.VOWEL;
            }
            if (Phonemes.isConsonant(phoneme)) {
                return Sound.CONSONANT;
            }
        }
        return otherwise;
    }

    private static boolean isTo(Word word) {
        return switch (word.text()) {
            case "to", "To" -> true;
            case "TO" -> word.tag().equals("TO") || word.tag().equals("IN");
            default -> false;
        };
    }
}
