package io.mynah.text.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.mynah.api.model.ModelFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The folder {@code english} of the models: lexicons, tagger weights, word tables and models of unknown words. */
public final class EnglishData {

    private static final String MARKER = "english/normalize.json";
    private static final int BUFFER = 1 << 16;

    /** Field names are looked at in place, never kept, so Jackson's tables of names would only cost time. */
    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Path folder;

    private EnglishData(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds the data.
     *
     * @throws FileNotFoundException with a message for people, if no folder has it
     */
    public static EnglishData find(ModelFolders models) throws FileNotFoundException {
        return new EnglishData(models.require(MARKER).resolveSibling(""));
    }

    /** A file that is not JSON. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Opens a JSON file, unpacking it if its name ends in {@code .gz}. The caller closes the parser. */
    public JsonParser json(String name) throws IOException {
        return json.createParser(open(name));
    }

    private Reader open(String name) throws IOException {
        InputStream bytes = Files.newInputStream(folder.resolve(name));
        try {
            InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
            return new InputStreamReader(plain, StandardCharsets.UTF_8);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
