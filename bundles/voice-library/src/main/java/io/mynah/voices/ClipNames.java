package io.mynah.voices;

import io.mynah.api.speech.VoiceLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What names of clips may look like, and what they are made of. Names are in NFC, however the file system spells them. */
final class ClipNames {

    private static final int MOST_BYTES = 255;

    private ClipNames() {}

    static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /**
     * Whether a name stays within references/ by its mere form: relative, components separated by {@code /}, none hidden
     * and so none {@code .} or {@code ..}, no separator of another system, no controls.
     */
    static boolean isRelative(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\')) {
            return false;
        }
        for (String component : name.split("/", -1)) {
            if (component.isEmpty() || component.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a file may be made under this name: one component, one that every file system keeps as it is, and one that requests
     * can name, whose blanks around it count for nothing.
     */
    static boolean isPlain(String name) {
        return isRelative(name)
                && name.indexOf('/') < 0
                && name.equals(name.strip())
                && !name.endsWith(".")
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /** The accepted extension of a name: with the dot, lower case. */
    static Optional<String> accepted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return VoiceLibrary.EXTENSIONS.stream().filter(lower::endsWith).findFirst();
    }

    /** Without what follows the last dot. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What follows the last dot, with it, as the user spelled it; empty without a dot. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }

    /** Last component. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * The stems under which a name that is no file is looked for. What follows a dot is an extension if it is one of ours;
     * otherwise it may be part of the name ({@code my.voice}) or not ({@code voice.txt}), in this order.
     */
    static List<String> stems(String name) {
        String last = last(name);
        String stem = stem(last);
        return accepted(last).isPresent() || stem.equals(last) ? List.of(stem) : List.of(last, stem);
    }

    /** A path below {@code folder} as a name: components separated by {@code /}. */
    static String relative(Path folder, Path file) {
        StringBuilder name = new StringBuilder();
        for (Path component : folder.relativize(file)) {
            name.append(name.isEmpty() ? "" : "/").append(component);
        }
        return normal(name.toString());
    }
}
