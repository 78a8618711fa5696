package io.mynah.rest.body;

/** Halves of surrogate pairs, which JSON's escapes can write down and UTF-8 cannot. */
final class Surrogates {
    private Surrogates() {}

    static boolean hasLone(String text) {
        return text.codePoints().anyMatch(Surrogates::isSurrogate);
    }

    static String replaceLone(String text) {
        if (!hasLone(text)) {
            return text;
        }
        return text.codePoints()
                .map(point -> isSurrogate(point) ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
