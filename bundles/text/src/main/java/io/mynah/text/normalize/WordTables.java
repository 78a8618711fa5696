package io.mynah.text.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.text.data.EnglishData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Abbreviations, units, symbols and names, each under the heading that the file {@code normalize.json} gives it. */
final class WordTables {

    /** A word and its plural. */
    record Unit(String one, String many) {
        /** The form that goes with an amount. */
        String of(String amount) {
            String plain = amount.replace(",", "");
            return plain.equals("1") || plain.equals("1.0") || plain.equals("-1") ? one : many;
        }
    }

    private final Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();

    static WordTables read(EnglishData data) throws IOException {
        WordTables tables = new WordTables();
        try (JsonParser json = data.json("normalize.json")) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                tables.tables.put(name, table(json));
            }
        }
        return tables;
    }

    private static Map<String, List<String>> table(JsonParser json) throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        if (json.nextToken() == JsonToken.START_ARRAY) {
            for (String word : texts(json)) {
                table.put(word, List.of());
            }
            return table;
        }
        for (String word = json.nextFieldName(); word != null; word = json.nextFieldName()) {
            table.put(word, json.nextToken() == JsonToken.START_ARRAY ? texts(json) : List.of(json.getText()));
        }
        return table;
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String text = json.nextTextValue(); text != null; text = json.nextTextValue()) {
            texts.add(text);
        }
        return texts;
    }

    /** Words of a list, in the file's order. */
    List<String> words(String table) {
        return List.copyOf(rows(table).keySet());
    }

    /** What words are replaced by, in the file's order. */
    Map<String, String> replacements(String table) {
        Map<String, String> replacements = new LinkedHashMap<>();
        rows(table).forEach((word, texts) -> replacements.put(word, texts.get(0)));
        return replacements;
    }

    /** Signs and what they count. */
    Map<String, Unit> units(String table) {
        Map<String, Unit> units = new LinkedHashMap<>();
        rows(table).forEach((sign, texts) -> units.put(sign, new Unit(texts.get(0), texts.get(1))));
        return units;
    }

    private Map<String, List<String>> rows(String table) {
        Map<String, List<String>> rows = tables.get(table);
        if (rows == null) {
            throw new IllegalStateException("normalize.json has no table '" + table + "'");
        }
        return rows;
    }
}
