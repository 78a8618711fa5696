/**
 * From what is written to what is said, as far as words and blanks can tell: times, dates, money, units, abbreviations,
 * roman numerals. {@link io.mynah.text.normalize.Normalizer} is the door; a rule is one small class.
 */
@NullMarked
package io.mynah.text.normalize;

import org.jspecify.annotations.NullMarked;
