package io.mynah.text.lexicon;

import org.jspecify.annotations.Nullable;

/** How a word sounds: one way, or several that depend on its use. */
final class Pronunciation {

    private static final Use[] ONE = {Use.DEFAULT};

    private final Use[] uses;
    private final @Nullable String[] variants;

    /** Uses and their phonemes, one of them {@link Use#DEFAULT}; {@code null} where the word is to be spelled. */
    Pronunciation(Use[] uses, @Nullable String[] variants) {
        this.uses = uses;
        this.variants = variants;
    }

    static Pronunciation of(String phonemes) {
        return new Pronunciation(ONE, new String[] {phonemes});
    }

    /**
     * The phonemes for a use.
     *
     * @param tag part of speech; {@code null} if it does not matter
     * @param isFinal whether a pause follows
     * @return {@code null} if the word is to be spelled
     */
    @Nullable String phonemes(@Nullable String tag, boolean isFinal) {
        if (uses.length == 1) {
            return variants[0];
        }
        int index = isFinal ? index(Use.FINAL) : -1;
        if (index < 0 && tag != null) {
            index = index(tag);
            if (index < 0) {
                index = index(Use.family(tag));
            }
        }
        return variants[index < 0 ? Math.max(0, index(Use.DEFAULT)) : index];
    }

    /** The phonemes for one use alone, or the default. */
    @Nullable String phonemes(Use use) {
        int index = index(use);
        return variants[index < 0 ? Math.max(0, index(Use.DEFAULT)) : index];
    }

    private int index(Use use) {
        for (int i = 0; i < uses.length; i++) {
            if (uses[i] == use) {
                return i;
            }
        }
        return -1;
    }

    private int index(String tag) {
        for (int i = 0; i < uses.length; i++) {
            if (uses[i].isTag(tag)) {
                return i;
            }
        }
        return -1;
    }
}
