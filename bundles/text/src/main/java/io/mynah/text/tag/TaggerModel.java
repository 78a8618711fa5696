package io.mynah.text.tag;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.text.data.EnglishData;
import io.mynah.text.data.PackedTable;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tagger has learned.
 *
 * @param tags names of the tags, sorted; elsewhere in the model a tag is its number
 * @param certain words that always have the same tag; value: the tag
 * @param vocabulary words that features name as they are; without values
 * @param weights features; value: the number of tags that follow, and for each its number and its weight in tenths
 *     (high byte, low byte)
 */
record TaggerModel(List<String> tags, PackedTable certain, PackedTable vocabulary, PackedTable weights) {

    static TaggerModel read(EnglishData data) throws IOException {
        List<String> tags = new ArrayList<>();
        PackedTable numbers = new PackedTable.Builder().build();
        PackedTable.Builder certain = new PackedTable.Builder();
        PackedTable.Builder vocabulary = new PackedTable.Builder();
        PackedTable.Builder weights = new PackedTable.Builder();
        try (JsonParser json = data.json("tagger.json.gz")) {
            json.nextToken();
            for (String part = json.nextFieldName(); part != null; part = json.nextFieldName()) {
                json.nextToken();
                switch (part) {
                    case "tags" -> numbers = readTags(json, tags);
                    case "tagdict" -> readCertain(json, numbers, certain);
                    case "vocab" -> readVocabulary(json, vocabulary);
                    case "weights" -> readWeights(json, numbers, weights);
                    default -> json.skipChildren();
                }
            }
        }
        return new TaggerModel(List.copyOf(tags), certain.build(), vocabulary.build(), weights.build());
    }

    /** Reads the names of the tags; returns the number of each. */
    private static PackedTable readTags(JsonParser json, List<String> tags) throws IOException {
        PackedTable.Builder numbers = new PackedTable.Builder();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            key(json, numbers);
            numbers.value(tags.size());
            tags.add(json.getText());
        }
        return numbers.build();
    }

    private static void readCertain(JsonParser json, PackedTable numbers, PackedTable.Builder certain)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            key(json, certain);
            json.nextToken();
            certain.value(number(json, numbers));
        }
    }

    private static void readVocabulary(JsonParser json, PackedTable.Builder vocabulary) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            key(json, vocabulary);
        }
    }

    private static void readWeights(JsonParser json, PackedTable numbers, PackedTable.Builder weights)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            key(json, weights);
            int countAt = weights.place();
            weights.value(0);
            json.nextToken();
            int count = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                weights.value(number(json, numbers));
                json.nextToken();
                int tenths = tenths(json);
                weights.value(tenths >> 8);
                weights.value(tenths);
                count++;
            }
            weights.replace(countAt, count);
        }
    }

    private static void key(JsonParser json, PackedTable.Builder table) throws IOException {
        table.key(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    /** The number of the tag that is the current text, without making a string of it. */
    private static int number(JsonParser json, PackedTable numbers) throws IOException {
        int place = numbers.find(CharBuffer.wrap(json.getTextCharacters(), json.getTextOffset(), json.getTextLength()));
        if (place == PackedTable.ABSENT) {
            throw new IOException("tagger: the tag " + json.getText() + " is not declared");
        }
        return numbers.at(place);
    }

    /** A weight, which has one decimal, read far faster than by way of a double. */
    private static int tenths(JsonParser json) throws IOException {
        char[] text = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        int digits = 0;
        int decimals = 0;
        boolean negative = text[from] == '-';
        boolean afterPoint = false;
        for (int i = from + (negative ? 1 : 0); i < from + length; i++) {
            if (text[i] == '.') {
                afterPoint = true;
            } else {
                digits = 10 * digits + (text[i] - '0');
                decimals += afterPoint ? 1 : 0;
            }
        }
        if (decimals > 1 || digits > 3000) {
            throw new IOException("tagger: weight " + new String(text, from, length) + " has more than one decimal");
        }
        int tenths = decimals == 0 ? 10 * digits : digits;
        return negative ? -tenths : tenths;
    }
}
