package io.mynah.text.tag;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.text.data.EnglishData;
import io.mynah.text.data.PackedTable;
import java.io.IOException;
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
        PackedTable.Builder certain = new PackedTable.Builder();
        PackedTable.Builder vocabulary = new PackedTable.Builder();
        PackedTable.Builder weights = new PackedTable.Builder();
        try (JsonParser json = data.json("tagger.json.gz")) {
            json.nextToken();
            for (String part = json.nextFieldName(); part != null; part = json.nextFieldName()) {
                json.nextToken();
                switch (part) {
                    case "tags" -> readTags(json, tags);
                    case "tagdict" -> readCertain(json, tags, certain);
                    case "vocab" -> readVocabulary(json, vocabulary);
                    case "weights" -> readWeights(json, tags, weights);
                    default -> json.skipChildren();
                }
            }
        }
        return new TaggerModel(List.copyOf(tags), certain.build(), vocabulary.build(), weights.build());
    }

    private static void readTags(JsonParser json, List<String> tags) throws IOException {
        for (String tag = json.nextTextValue(); tag != null; tag = json.nextTextValue()) {
            tags.add(tag);
        }
    }

    private static void readCertain(JsonParser json, List<String> tags, PackedTable.Builder certain)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            key(json, certain);
            certain.value(tags.indexOf(json.nextTextValue()));
        }
    }

    private static void readVocabulary(JsonParser json, PackedTable.Builder vocabulary) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            key(json, vocabulary);
        }
    }

    private static void readWeights(JsonParser json, List<String> tags, PackedTable.Builder weights)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            key(json, weights);
            int countAt = weights.place();
            weights.value(0);
            json.nextToken();
            int count = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                weights.value(number(json, tags));
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

    /** The number of the tag that is the current field's name, without making a string of it. */
    private static int number(JsonParser json, List<String> tags) throws IOException {
        char[] text = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            if (tag.length() == length && matches(tag, text, from)) {
                return i;
            }
        }
        throw new IOException("tagger: a weight for a tag that is not declared");
    }

    private static boolean matches(String tag, char[] text, int from) {
        for (int i = 0; i < tag.length(); i++) {
            if (tag.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
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
