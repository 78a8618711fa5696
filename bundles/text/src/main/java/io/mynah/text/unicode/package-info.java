/**
 * What counts as a letter, a number or a blank, by Unicode and for whole code points.
 * The JDK's own notions differ from those that the lexicon's data were made with, hence a small class of ours.
 */
@NullMarked
package io.mynah.text.unicode;

import org.jspecify.annotations.NullMarked;
