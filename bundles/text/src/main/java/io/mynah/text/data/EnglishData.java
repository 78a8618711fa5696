package io.mynah.text.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.File;
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

    private static final String FOLDER = "english";
    private static final String MARKER = "normalize.json";
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
     * @param models folders that hold models, joined by {@link File#pathSeparator}; the first that has the data wins
     * @throws FileNotFoundException if none of them has it
     */
    public static EnglishData find(String models) throws FileNotFoundException {
        for (String root : models.split(File.pathSeparator, -1)) {
            Path folder = Path.of(root, FOLDER);
            if (Files.isRegularFile(folder.resolve(MARKER))) {
                return new EnglishData(folder);
            }
        }
        throw new FileNotFoundException("no folder " + FOLDER + " with " + MARKER + " in mynah.models = " + models);
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
