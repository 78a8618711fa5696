/**
 * Where words begin and end: blanks, punctuation around words, contractions, hyphens, inline marks.
 * The pieces are those that the tagger has been trained on.
 */
@NullMarked
package io.mynah.text.token;

import org.jspecify.annotations.NullMarked;
