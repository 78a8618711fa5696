package io.mynah.models;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A model as the manifest has it; the first variant is the usual one. */
record ModelEntry(
        String id,
        String title,
        Source source,
        String origin,
        String licence,
        List<Variant> variants,
        List<ModelFile> files) {

    /** A precision, and the revision of the hub that it is taken from; empty where there is none. */
    record Variant(String precision, String revision) {}

    ModelEntry {
        // It is the name of a folder too.
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "model id '" + printable(id) + "' is not lower-case letters, digits, . _ -");
        }
        if (variants.isEmpty() || files.isEmpty()) {
            throw new IllegalArgumentException("model " + id + " has no variants or no files");
        }
        if (source == Source.HUB
                && !origin.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}")) {
            throw new IllegalArgumentException("model " + id + ": '" + origin + "' is not OWNER/NAME");
        }
        for (Variant variant : variants) {
            requireName(id, "precision", variant.precision());
            if (source == Source.HUB && !variant.revision().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,95}")) {
                throw new IllegalArgumentException("model " + id + ": '" + variant.revision() + "' is not a revision");
            }
        }
        for (ModelFile file : files) {
            if (file.part() != null) {
                requireName(id, "part", file.part());
            }
            String precision = file.precision();
            if (precision != null
                    && variants.stream()
                            .noneMatch(variant -> variant.precision().equals(precision))) {
                throw new IllegalArgumentException("model " + id + ": " + printable(file.path()) + " is of precision '"
                        + printable(precision) + "', which is not one of its variants");
            }
        }
    }

    /** A name that a mixture can contain. */
    private static void requireName(String id, String what, String name) {
        if (name.isBlank() || !name.equals(name.strip()) || name.matches("(?s).*[,=].*")) {
            throw new IllegalArgumentException("model " + id + ": " + what + " '" + printable(name)
                    + "' is empty, or has , or = in it or blanks around it");
        }
    }

    /**
     * The files of a precision, or of a mixture such as {@code q4,conditional_decoder=fp32}. All are of one revision, that of
     * the first: a model is read from one snapshot.
     */
    Selection select(String wanted) throws ModelException {
        Variant base = variants.get(0);
        Map<String, String> parts = new HashMap<>();
        for (String word : wanted.isBlank() ? new String[0] : wanted.split(",", -1)) {
            String[] pair = word.strip().split("=", 2);
            Variant variant = variant(pair[pair.length - 1].strip());
            if (pair.length == 1) {
                base = variant;
            } else if (files.stream().anyMatch(file -> pair[0].strip().equals(file.part()))) {
                parts.put(pair[0].strip(), variant.precision());
            } else {
                throw new ModelException.UnknownPrecision(id + " has no part '" + printable(pair[0]) + "'; it has "
                        + names(files.stream()
                                .map(ModelFile::part)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList()));
            }
        }
        List<WantedFile> chosen = new ArrayList<>();
        for (ModelFile file : files) {
            String precision = parts.getOrDefault(String.valueOf(file.part()), base.precision());
            if (file.precision() == null || file.precision().equals(precision)) {
                chosen.add(file.at(base.revision()));
            }
        }
        return new Selection(this, wanted.isBlank() ? base.precision() : wanted.strip(), base.revision(), chosen);
    }

    private Variant variant(String precision) throws ModelException {
        return variants.stream()
                .filter(variant -> variant.precision().equalsIgnoreCase(precision))
                .findFirst()
                .orElseThrow(() -> new ModelException.UnknownPrecision(id + " has no precision '" + printable(precision)
                        + "'; it has "
                        + names(variants.stream().map(Variant::precision).toList())));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
    }

    static String printable(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}
