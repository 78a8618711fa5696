package io.mynah.text.lexicon;

/**
 * What follows a word. Texts are read from their end to their beginning, so that this is known.
 *
 * @param next the first sound after the word
 * @param beforeTo whether the next word is "to"
 */
public record Context(Sound next, boolean beforeTo) {

    /** What a word may lean on. */
    public enum Sound {
        VOWEL,
        CONSONANT,
        /** The end of the text, or punctuation. */
        NOTHING
    }

    /** The end of a text. */
    public static final Context END = new Context(Sound.NOTHING, false);
}
