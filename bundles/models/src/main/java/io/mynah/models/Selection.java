package io.mynah.models;

import java.util.List;

/**
 * What of a model is wanted.
 *
 * @param model its entry in the manifest
 * @param precision as it was asked for, or the usual one
 * @param revision of the hub; empty where there is none
 */
record Selection(ModelEntry model, String precision, String revision, List<WantedFile> files) {

    /** Of all that it cannot do without; roughly, where sizes are not known. */
    long bytes() {
        return files.stream()
                .filter(file -> !file.optional())
                .mapToLong(WantedFile::about)
                .sum();
    }

    boolean isExact() {
        return files.stream().allMatch(file -> file.bytes() >= 0 || file.optional());
    }
}
