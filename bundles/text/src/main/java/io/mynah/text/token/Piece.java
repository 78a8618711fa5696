package io.mynah.text.token;

/**
 * A word, a part of one, or punctuation.
 *
 * @param text not empty
 * @param blankAfter whether a blank follows
 */
public record Piece(String text, boolean blankAfter) {}
