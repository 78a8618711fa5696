package io.mynah.engine.onnx.chatterbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into pieces that the model speaks well: beyond some 300 characters it degrades. Pieces end where sentences do,
 * then at other marks, then between words; never within a tag such as {@code [laugh]}.
 */
final class TextChunks {
    /** Longest piece, in characters. */
    static final int LONGEST = 300;

    /** A piece of so few characters is not cut any more. */
    private static final int SHORTEST = 20;

    private static final List<String> ENDS = List.of(".!?…。！？", ",;:—–、，；：", " ");

    private TextChunks() {}

    /** The pieces in order, none of them blank. */
    static List<String> of(String text) {
        return of(text, LONGEST);
    }

    /** The same text in pieces of half its length, for where there is no memory for all of it at once. */
    static List<String> halves(String text) {
        return of(text, Math.max(SHORTEST, (text.strip().length() + 1) / 2));
    }

    private static List<String> of(String text, int longest) {
        List<String> chunks = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > longest) {
            int end = end(rest, longest);
            chunks.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            chunks.add(rest);
        }
        return chunks;
    }

    /** Behind the last good place to cut. */
    private static int end(String text, int longest) {
        for (String marks : ENDS) {
            for (int at = longest - 1; at > 0; at--) {
                boolean isEnd = marks.indexOf(text.charAt(at)) >= 0
                        && (marks.equals(" ") || Character.isWhitespace(text.charAt(at + 1)) || text.charAt(at) > 0xFF);
                if (isEnd && !isWithinTag(text, at + 1)) {
                    return at + 1;
                }
            }
        }
        int end = longest;
        while (end > 1 && (Character.isLowSurrogate(text.charAt(end)) || isWithinTag(text, end))) {
            end--;
        }
        return end > 1 ? end : longest;
    }

    private static boolean isWithinTag(String text, int at) {
        int open = text.lastIndexOf('[', at - 1);
        int close = text.indexOf(']', Math.max(open, 0));
        return open >= 0 && close >= at && close - open <= 40;
    }
}
