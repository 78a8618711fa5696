package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Currency;
import io.mynah.text.token.Subtokens;
import io.mynah.text.unicode.Chars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts tokens into groups that are written as one, without blanks, and therefore read together. Punctuation and
 * currency signs get their phonemes here. For one text and thread.
 */
final class TokenGroups {

    /** A group does not grow beyond this, so that looking at its parts does not take for ever. */
    private static final int MOST_CHARACTERS = 128;

    private static final Set<String> PUNCTUATION_TAGS =
            Set.of(".", ",", "-LRB-", "-RRB-", "``", "\"\"", "''", ":", "$", "#", "NFP");
    private static final Map<String, String> PUNCTUATION_BY_TAG =
            Map.of("-LRB-", "(", "-RRB-", ")", "``", "“", "\"\"", "”", "''", "”");
    private static final String SPOKEN_PUNCTUATION = ";:,.!?—…\"“”";

    private final List<List<Token>> groups = new ArrayList<>();
    /** The group that may still grow; {@code null} if the next token begins one. */
    private @Nullable List<Token> open;

    private int openCharacters;
    /** The sign that stood before the amounts that follow; {@code null} for none. */
    private @Nullable Currency currency;

    private TokenGroups() {}

    static List<List<Token>> of(List<Token> tokens) {
        TokenGroups groups = new TokenGroups();
        for (int i = 0; i < tokens.size(); i++) {
            boolean amountGoesOn =
                    i + 1 < tokens.size() && tokens.get(i + 1).tag().equals("CD");
            groups.add(tokens.get(i), amountGoesOn);
        }
        return groups.groups;
    }

    private void add(Token token, boolean amountGoesOn) {
        List<Token> parts = parts(token);
        for (int i = 0; i < parts.size(); i++) {
            Token part = parts.get(i);
            boolean last = i + 1 == parts.size();
            if (!part.isSettled()) {
                settle(part, last && !amountGoesOn);
            }
            if (!part.isSettled() && currency == null && i > 0 && !last) {
                settleTwo(parts.get(i - 1), part, parts.get(i + 1));
            }
            put(part);
        }
    }

    private static List<Token> parts(Token token) {
        if (token.isSettled()) {
            return List.of(token);
        }
        List<String> texts = Subtokens.of(token.text());
        List<Token> parts = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i + 1 == texts.size();
            parts.add(new Token(texts.get(i), token.tag(), last && token.blankAfter()));
        }
        return parts;
    }

    /** Gives punctuation its phonemes and amounts their currency. */
    private void settle(Token part, boolean endsAmount) {
        String tag = part.tag();
        Currency sign = tag.equals("$") ? Currency.of(part.text()) : null;
        if (sign != null) {
            currency = sign;
            part.sounds("");
        } else if (tag.equals(":") && (part.text().equals("-") || part.text().equals("–"))) {
            part.sounds("—");
        } else if (PUNCTUATION_TAGS.contains(tag) && isPunctuation(part.text())) {
            part.sounds(punctuation(part));
        } else if (currency != null && !tag.equals("CD")) {
            currency = null;
        } else if (currency != null && endsAmount) {
            part.amountOf(currency);
        }
    }

    private static boolean isPunctuation(String text) {
        return !Chars.all(text, Chars::isAsciiLetter);
    }

    private static String punctuation(Token part) {
        String byTag = PUNCTUATION_BY_TAG.get(part.tag());
        if (byTag != null) {
            return byTag;
        }
        StringBuilder spoken = new StringBuilder();
        part.text().chars().filter(c -> SPOKEN_PUNCTUATION.indexOf(c) >= 0).forEach(c -> spoken.append((char) c));
        return spoken.toString();
    }

    /** "B2B": a 2 between letters is a "to". */
    private static void settleTwo(Token before, Token part, Token after) {
        if (part.text().equals("2")
                && Character.isLetter(
                        before.text().codePointBefore(before.text().length()))
                && Character.isLetter(after.text().codePointAt(0))) {
            part.readAs("to");
        }
    }

    private void put(Token part) {
        openCharacters += part.text().length();
        if (part.isSettled()) {
            groups.add(List.of(part));
            open = null;
        } else if (open != null && openCharacters <= MOST_CHARACTERS) {
            part.follows();
            open.add(part);
        } else {
            open = new ArrayList<>();
            openCharacters = part.text().length();
            open.add(part);
            groups.add(open);
        }
        if (part.blankAfter()) {
            open = null;
        }
    }
}
