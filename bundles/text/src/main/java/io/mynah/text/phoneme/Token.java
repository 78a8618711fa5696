package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Currency;
import io.mynah.text.lexicon.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read at once, and how it sounds as soon as that is known. For one thread. */
final class Token {

    private final String text;
    private final String tag;
    private final boolean blankAfter;
    private final int substance;

    /** Whether it begins what stands between two blanks. */
    private boolean head = true;
    /** Another word that it is read as; {@code null} for none. */
    private @Nullable String alias;

    private @Nullable Currency currency;
    private @Nullable String phonemes;

    Token(String text, String tag, boolean blankAfter) {
        this.text = text;
        this.tag = tag;
        this.blankAfter = blankAfter;
        this.substance = substance(text);
    }

    String text() {
        return text;
    }

    String tag() {
        return tag;
    }

    boolean blankAfter() {
        return blankAfter;
    }

    /** How it sounds; {@code null} as long as nobody knows. */
    @Nullable String phonemes() {
        return phonemes;
    }

    void sounds(@Nullable String phonemes) {
        this.phonemes = phonemes;
    }

    void readAs(String word) {
        this.alias = word;
    }

    void amountOf(Currency currency) {
        this.currency = currency;
    }

    void follows() {
        this.head = false;
    }

    /** Whether it is to be read on its own, whatever stands next to it. */
    boolean isSettled() {
        return alias != null || phonemes != null;
    }

    /** This token for the lexicon. */
    Word word() {
        return new Word(alias == null ? text : alias, tag, head, currency);
    }

    /** Several tokens as one for the lexicon; its part of speech is that of the one with most letters and capitals. */
    static Word join(List<Token> tokens) {
        if (tokens.size() == 1) {
            return tokens.get(0).word();
        }
        StringBuilder text = new StringBuilder();
        Token main = tokens.get(0);
        Currency currency = null;
        for (Token token : tokens) {
            text.append(token.text);
            if (token.substance > main.substance) {
                main = token;
            }
            if (token.currency != null) {
                currency = token.currency;
            }
        }
        return new Word(text.toString(), main.tag, tokens.get(0).head, currency);
    }

    /** How much of a word a text is: its characters, capitals counting twice. */
    private static int substance(String text) {
        int substance = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            substance += c == Character.toLowerCase(c) ? 1 : 2;
        }
        return substance;
    }
}
