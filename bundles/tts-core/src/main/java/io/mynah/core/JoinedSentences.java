package io.mynah.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentences put together for engines that speak short ones badly. Nothing is cut, so that a sentence longer than the limit
 * stays as it is, and so does a tag.
 */
final class JoinedSentences {
    /** A text of less than this part of the limit is short. */
    private static final int SHORT = 8;

    private JoinedSentences() {}

    /**
     * The sentences of a text in groups. The first ends as soon as it is not short, so that it is soon heard; the others take
     * what they can; the last is not left short where the one before can do without its last sentence.
     *
     * @param limit characters of a group; 0 leaves the sentences alone
     */
    static List<String> of(List<String> sentences, int limit) {
        if (limit == 0) {
            return sentences;
        }
        int enough = limit / SHORT;
        List<List<String>> groups = new ArrayList<>();
        int length = 0;
        for (String sentence : sentences) {
            boolean firstIsDone = groups.size() == 1 && length >= enough;
            if (groups.isEmpty() || firstIsDone || length + 1 + sentence.length() > limit) {
                groups.add(new ArrayList<>());
                length = -1;
            }
            groups.get(groups.size() - 1).add(sentence);
            length += 1 + sentence.length();
        }
        lengthenLast(groups, length, enough, limit);
        return groups.stream().map(group -> String.join(" ", group)).toList();
    }

    private static void lengthenLast(List<List<String>> groups, int length, int enough, int limit) {
        int last = groups.size() - 1;
        if (last < 1 || length >= enough) {
            return;
        }
        List<String> before = groups.get(last - 1);
        String moved = before.get(before.size() - 1);
        if (before.size() > 1 && moved.length() + 1 + length <= limit) {
            before.remove(before.size() - 1);
            groups.get(last).add(0, moved);
        }
    }
}
