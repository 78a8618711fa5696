package io.mynah.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models that are known, in their order. A user's manifest comes after ours and cannot replace what that has: an id
 * means the same everywhere.
 */
record Manifest(List<ModelEntry> models) {
    static final String RESOURCE = "manifest.json";

    /** Ours. */
    static Manifest ours() throws IOException {
        try (InputStream json = Manifest.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IOException("the bundle has no " + RESOURCE);
            }
            return read(json);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if it is no JSON
     * @throws IllegalArgumentException if it does not say what it has to
     */
    static Manifest read(InputStream json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Node root = new Node("the manifest", tree(parser));
            List<ModelEntry> models = new ArrayList<>();
            for (Node model : root.list("models")) {
                models.add(model(model));
            }
            return new Manifest(List.copyOf(models));
        }
    }

    /** This one and what another has besides. */
    Manifest with(Manifest other) {
        Map<String, ModelEntry> all = new LinkedHashMap<>();
        models.forEach(model -> all.put(model.id(), model));
        other.models.forEach(model -> all.putIfAbsent(model.id(), model));
        return new Manifest(List.copyOf(all.values()));
    }

    ModelEntry model(String id) throws ModelException {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ModelException.UnknownModel("there is no model '" + ModelEntry.printable(id)
                        + "'; there are "
                        + String.join(", ", models.stream().map(ModelEntry::id).toList())));
    }

    private static ModelEntry model(Node model) {
        String id = model.text("id");
        List<ModelEntry.Variant> variants = new ArrayList<>();
        for (Node variant : model.list("variants")) {
            variants.add(new ModelEntry.Variant(variant.text("precision"), variant.text("revision", "")));
        }
        List<ModelFile> files = new ArrayList<>();
        for (Node file : model.list("files")) {
            List<String> knownAt = new ArrayList<>();
            file.list("knownAt").forEach(revision -> knownAt.add(String.valueOf(revision.value())));
            files.add(new ModelFile(
                    file.text("path"),
                    file.optional("part"),
                    file.optional("precision"),
                    file.number("bytes", -1),
                    file.number("about", 0),
                    file.optional("sha256"),
                    List.copyOf(knownAt),
                    file.value() instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("optional"))));
        }
        return new ModelEntry(
                id,
                model.text("title", id),
                Source.valueOf(model.text("source").toUpperCase(Locale.ROOT)),
                model.text("origin"),
                model.text("licence", "unknown"),
                List.copyOf(variants),
                List.copyOf(files));
    }

    private static @Nullable Object tree(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, tree(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(tree(parser));
            }
            return list;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** A value, and what to call it when it is not what it should be. */
    private record Node(String name, @Nullable Object value) {

        private @Nullable Object get(String key) {
            if (value instanceof Map<?, ?> map) {
                return map.get(key);
            }
            throw new IllegalArgumentException(name + " is not an object");
        }

        List<Node> list(String key) {
            Object found = get(key);
            List<Node> nodes = new ArrayList<>();
            if (found instanceof List<?> list) {
                list.forEach(element -> nodes.add(new Node("an entry of " + key, element)));
            } else if (found != null) {
                throw new IllegalArgumentException(key + " is not a list");
            }
            return nodes;
        }

        @Nullable String optional(String key) {
            return get(key) instanceof String text ? text : null;
        }

        String text(String key, String otherwise) {
            return get(key) instanceof String text ? text : otherwise;
        }

        String text(String key) {
            String text = optional(key);
            if (text == null) {
                throw new IllegalArgumentException(name + " has no " + key);
            }
            return text;
        }

        long number(String key, long otherwise) {
            return get(key) instanceof Long number ? number : otherwise;
        }
    }
}
