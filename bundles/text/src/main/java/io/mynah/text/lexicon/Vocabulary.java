package io.mynah.text.lexicon;

import io.mynah.text.data.EnglishData;
import io.mynah.text.unicode.Chars;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Words as they stand in the dictionaries: a checked one ("gold") and a larger one that was made by machine ("silver").
 * Words in capitals that neither knows are spelled. Safe for use by several threads.
 */
final class Vocabulary {

    private static final String SYMBOLS = "%&+@";

    /** What a symbol is read as. */
    static final Map<String, String> SYMBOL_WORDS = Map.of("%", "percent", "&", "and", "+", "plus", "@", "at");

    private final Dictionary gold;
    private final Dictionary silver;

    private Vocabulary(Dictionary gold, Dictionary silver) {
        this.gold = gold;
        this.silver = silver;
    }

    /** Reads both dictionaries of an accent, side by side. */
    static Vocabulary load(EnglishData data, Accent accent) throws IOException {
        CompletableFuture<Dictionary> silver = CompletableFuture.supplyAsync(() -> dictionary(data, accent, "silver"));
        try {
            Dictionary gold = dictionary(data, accent, "gold");
            return new Vocabulary(gold, silver.join());
        } catch (CompletionException e) {
            throw new IOException("cannot read the lexicon of " + accent.language(), e);
        }
    }

    private static Dictionary dictionary(EnglishData data, Accent accent, String quality) {
        try {
            return Dictionary.read(data, "lexicon_" + accent.code() + "_" + quality + ".json.gz");
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    boolean isListed(String word) {
        return gold.has(word) || silver.has(word);
    }

    /** Whether {@link #lookup} has a pronunciation: listed words, symbols, and what can be spelled. */
    boolean isKnown(String word) {
        if (isListed(word) || (word.length() == 1 && SYMBOLS.contains(word))) {
            return true;
        }
        if (!Chars.all(word, Chars::isAsciiLetter)) {
            return false;
        }
        return isUpper(word.substring(1)) || (isUpper(word) && gold.has(word.toLowerCase(Locale.ROOT)));
    }

    /** The gold dictionary's pronunciation; {@code null} if there is none. */
    @Nullable Pronunciation gold(String word) {
        return gold.get(word);
    }

    /**
     * How a word sounds.
     *
     * @param tag part of speech; {@code null} if it does not matter
     * @param context what follows; {@code null} if it does not matter
     * @return {@code null} if it is not known
     */
    @Nullable String lookup(String word, @Nullable String tag, Stress stress, @Nullable Context context) {
        String key = word;
        boolean name = false;
        if (isUpper(word) && !gold.has(word)) {
            key = word.toLowerCase(Locale.ROOT);
            name = "NNP".equals(tag);
        }
        Pronunciation entry = gold.get(key);
        if (entry == null && !name) {
            entry = silver.get(key);
        }
        boolean isFinal = context != null && context.next() == Context.Sound.NOTHING;
        String phonemes = entry == null ? null : entry.phonemes(tag, isFinal);
        if (phonemes == null || (name && !Phonemes.hasPrimaryStress(phonemes))) {
            String spelled = spell(key);
            if (spelled != null) {
                return spelled;
            }
        }
        return phonemes == null ? null : stress.apply(phonemes);
    }

    /** The names of a word's letters, the last one stressed; {@code null} if one of them has no name. */
    @Nullable String spell(String word) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            i += Character.charCount(c);
            if (!Character.isLetter(c)) {
                continue;
            }
            Pronunciation name = gold.get(Character.toString(c).toUpperCase(Locale.ROOT));
            String phonemes = name == null ? null : name.phonemes(Use.DEFAULT);
            if (phonemes == null) {
                return null;
            }
            letters.append(phonemes);
        }
        String spelled = Stress.SECONDARY.apply(letters.toString());
        int last = spelled.lastIndexOf(Phonemes.SECONDARY_STRESS);
        return last < 0 ? spelled : spelled.substring(0, last) + Phonemes.PRIMARY_STRESS + spelled.substring(last + 1);
    }

    /** Whether there is nothing in a word that capitals would change. */
    static boolean isUpper(String word) {
        return Chars.isAscii(word) ? Chars.hasNone(word, 'a', 'z') : word.equals(word.toUpperCase(Locale.ROOT));
    }

    /** Whether there is nothing in a word that small letters would change. */
    static boolean isLower(String word) {
        return Chars.isAscii(word) ? Chars.hasNone(word, 'A', 'Z') : word.equals(word.toLowerCase(Locale.ROOT));
    }
}
