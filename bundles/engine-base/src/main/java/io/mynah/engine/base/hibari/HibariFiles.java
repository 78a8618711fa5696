package io.mynah.engine.base.hibari;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The voice's folder.
 *
 * @param model the network
 * @param vocabulary its input alphabet
 * @param voices descriptions of this voice and of others that the folder does not hold
 */
public record HibariFiles(Path model, Path vocabulary, Path voices) {
    /**
     * Looks for the folder {@code hibari}.
     *
     * @throws IOException with a message for people, if a file is missing
     */
    public static HibariFiles find(ModelFolders folders) throws IOException {
        Path folder = folders.require("hibari");
        return new HibariFiles(
                present(folder.resolve("hibari.onnx")),
                present(folder.resolve("vocab.json")),
                present(folder.resolve("voices.json")));
    }

    private static Path present(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " is missing or cannot be read; ./run fetches it");
        }
        return file;
    }

    /** The voice that the model file speaks with. */
    public VoiceInfo voice() throws IOException {
        try (JsonParser json = new JsonFactory().createParser(voices.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String id = json.currentName();
                json.nextToken();
                Map<String, String> voice = texts(json);
                if (model.getFileName().toString().equals(voice.get("file"))) {
                    String title = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
                    return new VoiceInfo(id, title, voice.getOrDefault("language", "en-US"));
                }
            }
        }
        throw new IOException(voices + " does not name the voice of " + model.getFileName());
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            texts.put(name, json.getText());
            json.skipChildren();
        }
        return texts;
    }
}
