/**
 * From text to phonemes: the way of a text through normaliser, tokenizer, tagger and lexicon.
 * {@link io.mynah.text.phoneme.Phonemizer} is the door.
 */
@NullMarked
package io.mynah.text.phoneme;

import org.jspecify.annotations.NullMarked;
