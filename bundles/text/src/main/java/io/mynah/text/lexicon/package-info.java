/**
 * How known words sound: dictionaries, rules of inflection, words that depend on their neighbours, numbers.
 * {@link io.mynah.text.lexicon.Lexicon} is the door; phonemes are those of misaki and Kokoro.
 */
@NullMarked
package io.mynah.text.lexicon;

import org.jspecify.annotations.NullMarked;
