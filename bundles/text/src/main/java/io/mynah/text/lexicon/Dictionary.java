package io.mynah.text.lexicon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.text.data.EnglishData;
import io.mynah.text.data.PackedTable;
import io.mynah.text.unicode.Chars;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary of pronunciations, packed: a phoneme is one byte. A word that is not in it is found under its
 * capitalised form and the other way round. Safe for use by several threads.
 */
final class Dictionary {

    /** In place of a length: several pronunciations follow, each after its use. */
    private static final int VARIANTS = 0xFF;
    /** In place of a length: no pronunciation for this use, the word is to be spelled. */
    private static final int SPELLED = 0xFE;

    private final PackedTable table;
    private final char[] alphabet;

    private Dictionary(PackedTable table, char[] alphabet) {
        this.table = table;
        this.alphabet = alphabet;
    }

    static Dictionary read(EnglishData data, String file) throws IOException {
        Writer writer = new Writer();
        try (JsonParser json = data.json(file)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                writer.entry(json);
            }
        }
        return new Dictionary(writer.table.build(), writer.alphabet.toString().toCharArray());
    }

    boolean has(String word) {
        return find(word) != PackedTable.ABSENT;
    }

    /** How a word sounds; {@code null} if it is not in the dictionary. */
    @Nullable Pronunciation get(String word) {
        int place = find(word);
        if (place == PackedTable.ABSENT) {
            return null;
        }
        int length = table.at(place);
        if (length != VARIANTS) {
            return Pronunciation.of(phonemes(place + 1, length));
        }
        Use[] uses = new Use[table.at(place + 1)];
        @Nullable String[] variants = new @Nullable String[uses.length];
        int next = place + 2;
        for (int i = 0; i < uses.length; i++) {
            uses[i] = Use.of(table.at(next));
            int size = table.at(next + 1);
            variants[i] = size == SPELLED ? null : phonemes(next + 2, size);
            next += 2 + (size == SPELLED ? 0 : size);
        }
        return new Pronunciation(uses, variants);
    }

    private int find(String word) {
        int place = table.find(word);
        if (place != PackedTable.ABSENT || word.length() < 2) {
            return place;
        }
        char first = word.charAt(0);
        if (!Chars.isAsciiLetter(first) || !isLowerAfterFirst(word)) {
            return PackedTable.ABSENT;
        }
        return table.find(word, (char) (first ^ 0x20));
    }

    private static boolean isLowerAfterFirst(String word) {
        for (int i = 1; i < word.length(); i++) {
            if (Character.isUpperCase(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private String phonemes(int place, int length) {
        char[] phonemes = new char[length];
        for (int i = 0; i < length; i++) {
            phonemes[i] = alphabet[table.at(place + i)];
        }
        return new String(phonemes);
    }

    /** Packs entries as they are parsed. */
    private static final class Writer {
        private static final int PHONEMES = 0x2000;

        private final PackedTable.Builder table = new PackedTable.Builder();
        private final StringBuilder alphabet = new StringBuilder();
        /** One more than a phoneme's place in the alphabet; 0 for one not met yet. */
        private final byte[] codes = new byte[PHONEMES];

        void entry(JsonParser json) throws IOException {
            table.key(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                phonemes(json);
                return;
            }
            table.value(VARIANTS);
            int countAt = table.place();
            table.value(0);
            int count = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                table.value(Use.code(json.currentName()));
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    table.value(SPELLED);
                } else {
                    phonemes(json);
                }
                count++;
            }
            table.replace(countAt, count);
        }

        private void phonemes(JsonParser json) throws IOException {
            char[] text = json.getTextCharacters();
            int from = json.getTextOffset();
            int length = json.getTextLength();
            if (length >= SPELLED) {
                throw new IOException("lexicon: a pronunciation of " + length + " phonemes");
            }
            table.value(length);
            for (int i = from; i < from + length; i++) {
                table.value(code(text[i]));
            }
        }

        private int code(char phoneme) throws IOException {
            if (phoneme >= PHONEMES || alphabet.length() > 250) {
                throw new IOException("lexicon: '" + phoneme + "' is not a phoneme");
            }
            if (codes[phoneme] == 0) {
                alphabet.append(phoneme);
                codes[phoneme] = (byte) alphabet.length();
            }
            return (codes[phoneme] & 0xFF) - 1;
        }
    }
}
