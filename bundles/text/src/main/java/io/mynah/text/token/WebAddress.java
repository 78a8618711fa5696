package io.mynah.text.token;

import io.mynah.text.unicode.Chars;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Web and mail addresses, which are one piece however many dots and hyphens they have. */
final class WebAddress {

    private static final List<String> BEGINNINGS = List.of("https://", "http://", "ftp://", "www.");
    private static final Set<String> TOP_LEVEL = Set.of(
            "com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "info", "biz", "us", "ca", "au", "tv",
            "me", "ly", "ai");

    private WebAddress() {}

    /** Whether a text without blanks is an address. */
    static boolean isOne(String text) {
        for (String beginning : BEGINNINGS) {
            if (text.length() > beginning.length() && text.regionMatches(true, 0, beginning, 0, beginning.length())) {
                return true;
            }
        }
        return isMail(text) || isHost(text);
    }

    private static boolean isMail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && Chars.all(text.substring(0, at), c -> Chars.isWord(c) || c == '.' || c == '+' || c == '-')
                && isDotted(text.substring(at + 1));
    }

    /** A name that ends in a domain of those that are not mistaken for two words without a blank. */
    private static boolean isHost(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        int dot = host.lastIndexOf('.');
        return dot > 0 && TOP_LEVEL.contains(host.substring(dot + 1).toLowerCase(Locale.ROOT)) && isDotted(host);
    }

    /** At least two labels of letters, digits and hyphens. */
    private static boolean isDotted(String host) {
        boolean dot = false;
        int label = 0;
        for (int i = 0; i < host.length(); ) {
            int c = host.codePointAt(i);
            i += Character.charCount(c);
            if (Chars.isWord(c) || c == '-') {
                label++;
            } else if (c == '.' && label > 0) {
                dot = true;
                label = 0;
            } else {
                return false;
            }
        }
        return dot && label > 0;
    }
}
