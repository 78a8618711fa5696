package io.mynah.text.normalize;

/** One step from what is written to what is said. Takes time in proportion to the text; safe for several threads. */
@FunctionalInterface
interface Rule {

    /** The text with this rule's part of it written out. */
    String apply(String text);
}
