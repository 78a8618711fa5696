package io.mynah.text.lexicon;

import io.mynah.text.lexicon.Context.Sound;
import org.jspecify.annotations.Nullable;

/**
 * Little words whose sound depends on what follows and on their part of speech, symbols, and abbreviations with dots.
 * Safe for use by several threads.
 */
final class FunctionWords {

    private final Vocabulary vocabulary;

    FunctionWords(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** How such a word sounds; {@code null} if it is not one of them. */
    @Nullable String read(String word, String tag, Stress stress, Context context) {
        if (tag.equals("ADD") && (word.equals(".") || word.equals("/"))) {
            return vocabulary.lookup(word.equals(".") ? "dot" : "slash", null, Stress.WEAKER, context);
        }
        String symbol = Vocabulary.SYMBOL_WORDS.get(word);
        if (symbol != null) {
            return vocabulary.lookup(symbol, null, Stress.AS_IS, context);
        }
        if (isDotted(word)) {
            return vocabulary.spell(word);
        }
        return switch (word) {
            case "a", "A" -> tag.equals("DT") ? "ɐ" : "ˈA";
            case "am", "Am", "AM" -> am(word, tag, stress, context);
            case "an", "An" -> "ɐn";
            case "AN" -> tag.startsWith("NN") ? vocabulary.spell(word) : "ɐn";
            case "I" -> tag.equals("PRP") ? "ˌI" : null;
            case "by", "By", "BY" -> tag.startsWith("RB") ? "bˈI" : null;
            case "to", "To" -> to(context);
            case "TO" -> tag.equals("TO") || tag.equals("IN") ? to(context) : null;
            case "in", "In" -> in(tag, context);
            case "IN" -> tag.equals("NNP") ? null : in(tag, context);
            case "the", "The" -> the(context);
            case "THE" -> tag.equals("DT") ? the(context) : null;
            case "used", "Used", "USED" -> used(tag, context);
            default ->
                tag.equals("IN") && isVersus(word) ? vocabulary.lookup("versus", null, Stress.AS_IS, context) : null;
        };
    }

    private @Nullable String am(String word, String tag, Stress stress, Context context) {
        if (tag.startsWith("NN")) {
            return vocabulary.spell(word);
        }
        boolean full = context.next() == Sound.NOTHING
                || !word.equals("am")
                || stress == Stress.SOME
                || stress == Stress.STRONG;
        return full ? gold("am", Use.DEFAULT) : "ɐm";
    }

    private @Nullable String to(Context context) {
        return switch (context.next()) {
            case NOTHING -> gold("to", Use.DEFAULT);
            case CONSONANT -> "tə";
            case VOWEL -> "tʊ";
        };
    }

    private static String in(String tag, Context context) {
        return context.next() == Sound.NOTHING || !tag.equals("IN") ? "ˈɪn" : "ɪn";
    }

    private static String the(Context context) {
        return context.next() == Sound.VOWEL ? "ði" : "ðə";
    }

    private @Nullable String used(String tag, Context context) {
        boolean habit = context.beforeTo() && (tag.equals("VBD") || tag.equals("JJ"));
        return gold("used", habit ? Use.PAST : Use.DEFAULT);
    }

    private @Nullable String gold(String word, Use use) {
        Pronunciation entry = vocabulary.gold(word);
        return entry == null ? null : entry.phonemes(use);
    }

    private static boolean isVersus(String word) {
        return word.equalsIgnoreCase("vs") || word.equalsIgnoreCase("vs.");
    }

    /** Such as "U.S.A." or "e.g": letters in groups of one or two, with a dot between them. */
    private static boolean isDotted(String word) {
        boolean inside = false;
        int group = 0;
        boolean dot = false;
        boolean letter = false;
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            i += Character.charCount(c);
            if (c == '.') {
                group = 0;
                dot = letter;
            } else if (Character.isLetter(c) && ++group <= 2) {
                letter = true;
                inside |= dot;
            } else {
                return false;
            }
        }
        return inside;
    }
}
