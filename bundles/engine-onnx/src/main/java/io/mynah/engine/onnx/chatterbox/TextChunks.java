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

    private static final List<String> ENDS = List.of(".!?…。！？", ",;:—–、，；：", " ");

    private TextChunks() {}

    /** The pieces in order, none of them blank. */
    static List<String> of(String text) {
        List<String> chunks = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > LONGEST) {
            int end = end(rest);
            chunks.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            chunks.add(rest);
        }
        return chunks;
    }

    /** Behind the last good place to cut. */
    private static int end(String text) {
        for (String marks : ENDS) {
            for (int at = LONGEST - 1; at > 0; at--) {
                boolean isEnd = marks.indexOf(text.charAt(at)) >= 0
                        && (marks.equals(" ") || Character.isWhitespace(text.charAt(at + 1)) || text.charAt(at) > 0xFF);
                if (isEnd && !isWithinTag(text, at + 1)) {
                    return at + 1;
                }
            }
        }
        int end = LONGEST;
        while (end > 1 && (Character.isLowSurrogate(text.charAt(end)) || isWithinTag(text, end))) {
            end--;
        }
        return end > 1 ? end : LONGEST;
    }

    private static boolean isWithinTag(String text, int at) {
        int open = text.lastIndexOf('[', at - 1);
        int close = text.indexOf(']', Math.max(open, 0));
        return open >= 0 && close >= at && close - open <= 40;
    }
}
