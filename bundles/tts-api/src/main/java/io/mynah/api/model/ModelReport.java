package io.mynah.api.model;

import java.util.List;

/**
 * What a check of a model's files found.
 *
 * @param files in the order of the manifest
 */
public record ModelReport(List<Entry> files) {

    /** What is the matter with a file. */
    public enum Finding {
        /** Its content has the checksum that is known of it. */
        GOOD,
        /** Its size is as expected or not known, and no checksum is known of it. */
        UNCHECKED,
        /** It is not here, though the model needs it. */
        MISSING,
        /** Its size or its checksum is another one. */
        DAMAGED
    }

    /**
     * One file.
     *
     * @param path within the model
     */
    public record Entry(String path, Finding finding) {}

    public ModelReport {
        files = List.copyOf(files);
    }

    /** Whether the model can be used: nothing is missing or damaged. */
    public boolean isGood() {
        return files.stream().noneMatch(file -> file.finding() == Finding.MISSING || file.finding() == Finding.DAMAGED);
    }
}
