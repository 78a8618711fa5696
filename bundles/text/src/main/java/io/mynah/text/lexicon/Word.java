package io.mynah.text.lexicon;

import org.jspecify.annotations.Nullable;

/**
 * A word to be read.
 *
 * @param text as it is written
 * @param tag part of speech, a Penn Treebank tag
 * @param head whether it begins what stands between two blanks; numbers elsewhere are read digit by digit
 * @param currency what the number is an amount of; {@code null} for none
 */
public record Word(
        String text, String tag, boolean head, @Nullable Currency currency) {}
