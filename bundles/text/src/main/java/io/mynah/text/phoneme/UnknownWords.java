package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Lexicon;
import io.mynah.text.unicode.Chars;
import java.text.Normalizer;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Reads what the lexicon does not know: letters by a model, digits one way or another, signs by their names. Safe for
 * use by several threads.
 */
final class UnknownWords {

    private static final Map<Integer, String> SIGNS = Map.ofEntries(
            Map.entry((int) '/', "slˈæʃ"),
            Map.entry((int) '=', "ˈikwᵊlz"),
            Map.entry((int) '+', "plˈʌs"),
            Map.entry((int) '&', "ænd"),
            Map.entry((int) '@', "æt"),
            Map.entry((int) '%', "pəɹsˈɛnt"),
            Map.entry((int) '#', "hˈæʃ"),
            Map.entry((int) '*', "ˈæstəɹˌɪsk"),
            Map.entry((int) '~', "tˈɪldə"),
            Map.entry((int) '^', "kˈɛɹət"),
            Map.entry((int) '<', "lˈɛs ðən"),
            Map.entry((int) '>', "ɡɹˈATəɹ ðən"),
            Map.entry((int) '—', "—"));

    /** What the model takes at once, in UTF-16 units. */
    private static final int PIECE = 24;
    /** Longer words are spelled from here on: nobody can tell how they sound, and reading them takes time. */
    private static final int LONGEST_WORD = 2 * PIECE;

    private static final String WEB = "www";

    private final Lexicon lexicon;
    private final LetterModel letters;

    UnknownWords(Lexicon lexicon, LetterModel letters) {
        this.lexicon = lexicon;
        this.letters = letters;
    }

    /** How a text without blanks sounds; empty if nothing in it can be spoken. */
    String read(String text) {
        StringJoiner phonemes = new StringJoiner(" ");
        int place = 0;
        while (place < text.length()) {
            int c = text.codePointAt(place);
            int end;
            String sound;
            if (Chars.isDecimal(c)) {
                end = endOfDigits(text, place);
                sound = lexicon.readDigits(text.substring(place, end));
            } else if (Chars.isLetterLike(c)) {
                end = endOfLetters(text, place);
                sound = letters(text.substring(place, end));
            } else {
                end = endOfSigns(text, place);
                sound = signs(text.substring(place, end));
            }
            if (sound != null && !sound.isEmpty()) {
                phonemes.add(sound);
            }
            place = end;
        }
        return phonemes.toString();
    }

    /** Digits, and further digits that each follow one comma or point. */
    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length()) {
            boolean separator = end > start && ",.".indexOf(text.charAt(end)) >= 0;
            int digit = Chars.at(text, separator ? end + 1 : end);
            if (digit < 0 || !Chars.isDecimal(digit)) {
                break;
            }
            end += (separator ? 1 : 0) + Character.charCount(digit);
        }
        return end;
    }

    /** Letters, and further letters that each follow one apostrophe. */
    private static int endOfLetters(String text, int start) {
        int end = start;
        while (end < text.length()) {
            boolean apostrophe = end > start && "'’".indexOf(text.charAt(end)) >= 0;
            int letter = Chars.at(text, apostrophe ? end + 1 : end);
            if (letter < 0 || !Chars.isLetterLike(letter)) {
                break;
            }
            end += (apostrophe ? 1 : 0) + Character.charCount(letter);
        }
        return end;
    }

    private static int endOfSigns(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (Chars.isDecimal(c) || Chars.isLetterLike(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private String letters(String written) {
        // The model knows plain letters alone, not full-width or ornamental ones.
        String word = Normalizer.normalize(written, Normalizer.Form.NFKC);
        if (word.equalsIgnoreCase(WEB)) {
            return spelled(word);
        }
        StringBuilder phonemes = new StringBuilder();
        int end = Math.min(word.length(), LONGEST_WORD);
        for (int start = 0; start < end; start += PIECE) {
            String read = letters.read(word.substring(start, Math.min(start + PIECE, end)));
            if (read == null) {
                return spelled(word);
            }
            phonemes.append(read);
        }
        for (int i = end; i < word.length(); i++) {
            phonemes.append(' ').append(spelled(word.substring(i, i + 1)));
        }
        return phonemes.toString();
    }

    private String spelled(String word) {
        String names = lexicon.spell(word);
        return names == null ? "" : names;
    }

    private static String signs(String signs) {
        StringBuilder names = new StringBuilder();
        signs.codePoints().forEach(c -> names.append(SIGNS.getOrDefault(c, "")));
        return names.toString();
    }
}
