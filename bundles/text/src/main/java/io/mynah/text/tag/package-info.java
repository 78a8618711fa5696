/**
 * Parts of speech: an averaged perceptron over Penn Treebank tags.
 * The lexicon asks for them where a word sounds differently as a noun and as a verb.
 */
@NullMarked
package io.mynah.text.tag;

import org.jspecify.annotations.NullMarked;
