package io.mynah.launcher;

import java.util.List;
import java.util.Map;

/** Writes the few kinds of JSON that the Felix Configurator is given; a library for that would be one more to start. */
final class Json {
    private Json() {}

    static String write(Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "";
            json.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                quote(json.append(separator), entry.getKey().toString());
                append(json.append(':'), entry.getValue());
                separator = ",";
            }
            json.append('}');
        } else if (value instanceof List<?> list) {
            String separator = "";
            json.append('[');
            for (Object item : list) {
                append(json.append(separator), item);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            quote(json, value.toString());
        }
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
