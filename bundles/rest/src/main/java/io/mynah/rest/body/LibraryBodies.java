package io.mynah.rest.body;

import io.mynah.api.speech.VoiceNotes;
import java.util.Objects;

/** Reads the bodies of the voice library's operations. Safe for use by several threads. */
public final class LibraryBodies {
    /** No file system knows longer names. */
    private static final int LONGEST_NAME = 255;
    /** Sixteen of them, with weights. */
    private static final int LONGEST_BLEND = 6_000;

    /** A dozen parts. */
    private static final int LONGEST_PRECISION = 200;

    private static final int LONGEST_PATH = 4_096;

    private final JsonBody json = new JsonBody();

    /**
     * Reads a mixture that is to be saved.
     *
     * @throws InvalidBodyException with all that is wrong with it
     */
    public BlendBody blend(byte[] body) throws InvalidBodyException {
        Fields fields = new Fields(json.parse(body));
        String name = fields.filled("name", LONGEST_NAME);
        String voice = fields.filled("voice", LONGEST_BLEND);
        Boolean overwrite = fields.has("overwrite") ? fields.bool("overwrite") : Boolean.FALSE;
        fields.check();
        return new BlendBody(
                Objects.requireNonNull(name).strip(),
                Objects.requireNonNull(voice).strip(),
                Objects.requireNonNull(overwrite));
    }

    /**
     * Reads which precision of a model is wanted.
     *
     * @param body may be empty
     * @return empty for the usual one
     * @throws InvalidBodyException with all that is wrong with it
     */
    public String precision(byte[] body) throws InvalidBodyException {
        if (body.length == 0) {
            return "";
        }
        Fields fields = new Fields(json.parse(body));
        String precision = fields.has("precision") ? fields.filled("precision", LONGEST_PRECISION) : "";
        fields.check();
        return Objects.requireNonNull(precision).strip();
    }

    /**
     * Reads which file of the server is meant.
     *
     * @throws InvalidBodyException with all that is wrong with it
     */
    public String path(byte[] body) throws InvalidBodyException {
        Fields fields = new Fields(json.parse(body));
        String path = fields.filled("path", LONGEST_PATH);
        fields.check();
        return Objects.requireNonNull(path);
    }

    /**
     * Reads what is to become of a voice.
     *
     * @throws InvalidBodyException with all that is wrong with it
     */
    public VoiceChange change(byte[] body) throws InvalidBodyException {
        Fields fields = new Fields(json.parse(body));
        VoiceChange change = new VoiceChange(
                fields.has("name") ? fields.filled("name", LONGEST_NAME) : null,
                fields.strings("tags", VoiceNotes.MOST_TAGS, VoiceNotes.LONGEST_TAG),
                fields.matching("language", "|" + VoiceNotes.LANGUAGE),
                fields.limited("notes", VoiceNotes.LONGEST_NOTES),
                fields.has("consent") ? fields.bool("consent") : null);
        fields.check();
        return change;
    }
}
