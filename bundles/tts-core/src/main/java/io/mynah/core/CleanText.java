package io.mynah.core;

import java.text.Normalizer;

/** Brings a client's text into the form that engines are promised. */
final class CleanText {

    private CleanText() {}

    /** NFC; control characters but line breaks, and halves of surrogate pairs, become spaces; nothing else is lost. */
    static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(CleanText::spoken).forEach(clean::appendCodePoint);
        return Normalizer.normalize(clean, Normalizer.Form.NFC).strip();
    }

    private static int spoken(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\n' ? codePoint : ' ';
            case Character.SURROGATE -> ' ';
            default -> codePoint;
        };
    }
}
