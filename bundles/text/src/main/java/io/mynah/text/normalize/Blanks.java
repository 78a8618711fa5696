package io.mynah.text.normalize;

import io.mynah.text.unicode.Chars;

/** One blank for white space of any kind, none at the ends and none before punctuation. */
final class Blanks {

    private static final String NO_BLANK_BEFORE = ",.;:!?";

    private Blanks() {}

    /** A text with single blanks, also for control characters, and with one sign for what is written in several ways. */
    static String collapse(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!Chars.isBlank(c) && !Character.isISOControl(c)) {
                result.appendCodePoint(plain(c));
            } else if (result.length() > 0 && result.charAt(result.length() - 1) != ' ') {
                result.append(' ');
            }
        }
        int end = result.length();
        return result.substring(0, end > 0 && result.charAt(end - 1) == ' ' ? end - 1 : end);
    }

    /** {@link #collapse}, and punctuation moved to the word before it. */
    static String tidy(String text) {
        String collapsed = collapse(text);
        StringBuilder result = new StringBuilder(collapsed.length());
        for (int i = 0; i < collapsed.length(); i++) {
            char c = collapsed.charAt(i);
            boolean dropped =
                    c == ' ' && i + 1 < collapsed.length() && NO_BLANK_BEFORE.indexOf(collapsed.charAt(i + 1)) >= 0;
            if (!dropped) {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static int plain(int c) {
        return switch (c) {
            case '’' -> '\'';
            case '‒' -> '-';
            case '―' -> '—';
            default -> Chars.isDecimal(c) ? '0' + Character.digit(c, 10) : c;
        };
    }
}
