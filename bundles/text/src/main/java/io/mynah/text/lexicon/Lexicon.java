package io.mynah.text.lexicon;

import io.mynah.text.data.EnglishData;
import io.mynah.text.normalize.NumberWords;
import io.mynah.text.unicode.Chars;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How words of one accent sound, as far as dictionaries and rules tell. Safe for use by several threads.
 *
 * <p>The data and the order of the rules are those of misaki (hexgrad, Apache-2.0), which the voices have been trained
 * with.
 */
public final class Lexicon {

    private static final int LONG_NAME = 7;

    private final Vocabulary vocabulary;
    private final Inflections inflections;
    private final FunctionWords functionWords;
    private final NumberReader numbers;

    private Lexicon(Vocabulary vocabulary, Accent accent, NumberWords words) {
        this.vocabulary = vocabulary;
        this.inflections = new Inflections(vocabulary, accent);
        this.functionWords = new FunctionWords(vocabulary);
        this.numbers = new NumberReader(vocabulary, inflections, words);
    }

    /** Reads the dictionaries of an accent; takes a few hundred milliseconds. */
    public static Lexicon load(EnglishData data, Accent accent, NumberWords words) throws IOException {
        return new Lexicon(Vocabulary.load(data, accent), accent, words);
    }

    /** How a word sounds; {@code null} if nothing here knows it. */
    public @Nullable String read(Word word, Context context) {
        String text = plain(word.text());
        Stress stress =
                Vocabulary.isLower(text) ? Stress.AS_IS : Vocabulary.isUpper(text) ? Stress.STRONG : Stress.SOME;
        String phonemes = readWord(text, word.tag(), stress, context);
        if (phonemes != null) {
            return word.currency() == null ? phonemes : withUnit(phonemes, word.currency());
        }
        return NumberReader.isNumber(text, word.head()) ? numbers.read(text, word.currency(), word.head()) : null;
    }

    /** How digits sound that are part of a word nothing here knows. */
    public @Nullable String readDigits(String digits) {
        return numbers.read(plain(digits), null, false);
    }

    /** The names of a word's letters; {@code null} if one of them has none. */
    public @Nullable String spell(String word) {
        return vocabulary.spell(word);
    }

    private @Nullable String readWord(String written, String tag, Stress stress, Context context) {
        String special = functionWords.read(written, tag, stress, context);
        if (special != null) {
            return special;
        }
        String word = isShouted(written, tag, stress, context) ? written.toLowerCase(Locale.ROOT) : written;
        if (vocabulary.isKnown(word)) {
            return vocabulary.lookup(word, tag, stress, context);
        }
        if (word.endsWith("'")) {
            String stem = word.substring(0, word.length() - 1);
            if (stem.endsWith("s")) {
                String possessive = stem.substring(0, stem.length() - 1) + "'s";
                if (vocabulary.isKnown(possessive)) {
                    return vocabulary.lookup(possessive, tag, stress, context);
                }
            }
            if (vocabulary.isKnown(stem)) {
                return vocabulary.lookup(stem, tag, stress, context);
            }
        }
        return inflections.read(word, tag, stress, context);
    }

    /** Whether a word with capitals is an ordinary one that is to be looked up in small letters. */
    private boolean isShouted(String word, String tag, Stress stress, Context context) {
        if (stress == Stress.AS_IS
                || word.length() < 2
                || (tag.equals("NNP") && word.length() <= LONG_NAME)
                || !Chars.all(word.replace("'", ""), Character::isLetter)
                || (stress != Stress.STRONG && !Vocabulary.isLower(word.substring(1)))
                || vocabulary.isListed(word)) {
            return false;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return vocabulary.isListed(lower) || inflections.read(lower, tag, stress, context) != null;
    }

    /** Curly apostrophes straight, presentation forms and full-width letters plain, digits of any script ASCII. */
    private static String plain(String text) {
        if (Chars.isAscii(text)) {
            return text;
        }
        String plain = Normalizer.normalize(text.replace('‘', '\'').replace('’', '\''), Normalizer.Form.NFKC);
        StringBuilder digits = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            if (Chars.isDecimal(c)) {
                digits.append(Character.digit(c, 10));
            } else {
                digits.appendCodePoint(c);
            }
        });
        return digits.toString();
    }

    private String withUnit(String phonemes, Currency currency) {
        String units = inflections.plural(currency.unit(false));
        return units == null ? phonemes : phonemes + " " + units;
    }
}
