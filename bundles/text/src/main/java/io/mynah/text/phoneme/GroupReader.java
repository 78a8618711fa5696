package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Context;
import io.mynah.text.lexicon.Lexicon;
import io.mynah.text.lexicon.Phonemes;
import io.mynah.text.lexicon.Stress;
import io.mynah.text.lexicon.Word;
import io.mynah.text.unicode.Chars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the parts of what is written as one: from its end, the longest run of parts that the lexicon knows, then the
 * longest before it, and so on; if a part is in none, the whole is left to {@link UnknownWords}. Safe for several
 * threads.
 */
final class GroupReader {

    /** Parts that need not be read. */
    private static final String SILENT = "',-._‘’/";

    private final Lexicon lexicon;
    private final UnknownWords unknownWords;

    GroupReader(Lexicon lexicon, UnknownWords unknownWords) {
        this.lexicon = lexicon;
        this.unknownWords = unknownWords;
    }

    /** The phonemes of a group, and the context for what stands before it. */
    record Reading(String phonemes, Context context) {}

    Reading read(List<Token> group, Context after) {
        Context context = after;
        int right = group.size();
        while (right > 0) {
            int left = longestKnown(group, right, context);
            if (left < right) {
                Word word = Token.join(group.subList(left, right));
                context = Contexts.before(word, group.get(left).phonemes(), context);
                right = left;
            } else if (isSilent(group.get(right - 1))) {
                group.get(--right).sounds("");
            } else {
                return new Reading(unknownWords.read(Token.join(group).text()), context);
            }
        }
        return new Reading(join(group), context);
    }

    /**
     * Looks for the longest run of parts with a given end that the lexicon knows, and lets its first part sound like it.
     *
     * @return where the run begins; its end if there is none
     */
    private int longestKnown(List<Token> group, int right, Context context) {
        for (int left = earliest(group, right); left < right; left++) {
            List<Token> run = group.subList(left, right);
            String phonemes = lexicon.read(Token.join(run), context);
            if (phonemes != null) {
                run.forEach(token -> token.sounds(""));
                run.get(0).sounds(phonemes);
                return left;
            }
        }
        return right;
    }

    /** Where the longest run begins that might be known, to save looking up what cannot be. */
    private static int earliest(List<Token> group, int right) {
        RunKind kind = new RunKind();
        int left = right;
        while (left > 0 && kind.allows(group.get(left - 1).text())) {
            left--;
        }
        return Math.min(left, right - 1);
    }

    private static boolean isSilent(Token token) {
        return token.text().chars().allMatch(c -> SILENT.indexOf(c) >= 0);
    }

    /** Puts the parts together, as one word with one main stress or as several words. */
    private static String join(List<Token> group) {
        boolean apart = isSeveralWords(group);
        if (!apart) {
            balanceStress(group);
        }
        StringBuilder phonemes = new StringBuilder();
        for (Token token : group) {
            String sound = token.phonemes();
            if (sound == null || sound.isEmpty()) {
                continue;
            }
            if (apart && phonemes.length() > 0) {
                phonemes.append(' ');
            }
            phonemes.append(sound);
        }
        return phonemes.toString();
    }

    /** Letters beside digits or signs, and all that has a slash. */
    private static boolean isSeveralWords(List<Token> group) {
        int kinds = 0;
        for (Token token : group) {
            for (int i = 0; i < token.text().length(); ) {
                int c = token.text().codePointAt(i);
                i += Character.charCount(c);
                if (c == '/') {
                    return true;
                }
                if (SILENT.indexOf(c) < 0) {
                    kinds |= Character.isLetter(c) ? 1 : Chars.isAsciiDigit(c) ? 2 : 4;
                }
            }
        }
        return Integer.bitCount(kinds) > 1;
    }

    /** Where too many parts of one word have a main stress, half of them lose it, the shortest first. */
    private static void balanceStress(List<Token> group) {
        List<Token> spoken = new ArrayList<>();
        int stressed = 0;
        for (Token token : group) {
            if (token.phonemes() != null && !token.phonemes().isEmpty()) {
                spoken.add(token);
                stressed += isStressed(token) ? 1 : 0;
            }
        }
        if (spoken.size() == 2
                && spoken.get(0).text().codePointCount(0, spoken.get(0).text().length()) == 1) {
            weaken(spoken.get(1));
        } else if (spoken.size() > 1 && stressed > (spoken.size() + 1) / 2) {
            int half = spoken.size() / 2;
            // The sort is stable: of equals, the earlier one comes first.
            spoken.sort(Comparator.comparing(GroupReader::isStressed)
                    .thenComparing(token -> Phonemes.weight(sound(token))));
            spoken.subList(0, half).forEach(GroupReader::weaken);
        }
    }

    private static boolean isStressed(Token token) {
        return Phonemes.hasPrimaryStress(sound(token));
    }

    private static void weaken(Token token) {
        token.sounds(Stress.WEAKER.apply(sound(token)));
    }

    private static String sound(Token token) {
        String sound = token.phonemes();
        return sound == null ? "" : sound;
    }
}
