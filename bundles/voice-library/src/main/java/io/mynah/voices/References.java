package io.mynah.voices;

import io.mynah.api.speech.VoiceLibrary;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of clips, and the only way to a file in it. A file counts if it is a regular one, its name is not hidden, and
 * it lies, after all symbolic links are followed, within the folder. Safe for use by several threads; what comes and goes is seen at
 * the next call.
 */
final class References {

    private final Path directory;
    private final ByIdentity<List<Entry>> listings;

    References(Path directory, Clock clock) {
        this.directory = directory;
        this.listings = new ByIdentity<>(clock);
    }

    /** What may stand in the folder, whatever it is; the name is in NFC. */
    private record Entry(String name, Path path) {

        boolean isAtTheTop() {
            return name.indexOf('/') < 0;
        }
    }

    /**
     * A file of the user.
     *
     * @param name relative to the folder, NFC, components separated by {@code /}
     * @param path within the folder, for messages
     * @param real the same file without symbolic links, to be opened
     */
    record Found(String name, Path path, Path real) {

        /** The accepted extension, lower case with the dot; empty if it is another one. */
        Optional<String> accepted() {
            return ClipNames.accepted(name);
        }

        /** Extension without the dot, lower case. */
        String format() {
            String extension = ClipNames.extension(name);
            return extension.isEmpty() ? "" : extension.substring(1).toLowerCase(Locale.ROOT);
        }
    }

    Path directory() {
        return directory;
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** The library's own folder. */
    Path own() {
        return directory.resolve(".mynah");
    }

    /** All clips at the top of the folder, sorted by name; empty without the folder. */
    List<Found> clips() {
        return files(name -> ClipNames.accepted(name).isPresent());
    }

    /** All files at the top of the folder whose names will do, sorted by name. */
    List<Found> files(Predicate<String> wanted) {
        return root().stream()
                .flatMap(root -> entries().stream()
                        .filter(entry -> wanted.test(entry.name))
                        .flatMap(entry -> look(entry, root).stream()))
                .toList();
    }

    /** The file of exactly this name, whatever its extension. */
    Optional<Found> exact(String name) {
        if (!ClipNames.isRelative(name)) {
            return Optional.empty();
        }
        Optional<Found> direct = path(name).flatMap(path -> look(new Entry(name, path)));
        return direct.isPresent() ? direct : otherwiseSpelled(name);
    }

    /** Clips at the top of the folder whose name is the stem with an extension in any case, in the order of extensions. */
    Stream<Found> withStem(String stem) {
        List<Entry> named =
                entries().stream().filter(entry -> entry.name.startsWith(stem)).toList();
        return VoiceLibrary.EXTENSIONS.stream().flatMap(extension -> named.stream()
                .filter(entry -> entry.name.length() == stem.length() + extension.length())
                .filter(entry -> ClipNames.accepted(entry.name).orElse("").equals(extension))
                .flatMap(entry -> look(entry).stream()));
    }

    /** Where a name would be; empty if this file system has no such names. */
    Optional<Path> path(String name) {
        try {
            Path path = directory.resolve(name);
            return path.startsWith(directory) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A name at the top in another spelling of Unicode, as some systems and archives leave behind. */
    private Optional<Found> otherwiseSpelled(String name) {
        return entries().stream()
                .filter(entry -> entry.name.equals(name))
                .findFirst()
                .flatMap(this::look);
    }

    private Optional<Found> look(Entry entry) {
        return root().flatMap(root -> look(entry, root));
    }

    private static Optional<Found> look(Entry entry, Path root) {
        Path path = entry.path;
        try {
            BasicFileAttributes itself =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (itself.isRegularFile() && entry.isAtTheTop()) {
                // The usual case, and no link on the way: spares a walk through all folders above for each of
                // thousands.
                return Optional.of(new Found(entry.name, path, root.resolve(path.getFileName())));
            }
            Path real = path.toRealPath();
            boolean inside = real.startsWith(root) && ClipNames.isRelative(ClipNames.relative(root, real));
            return inside && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new Found(entry.name, path, real))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // gone, too long, a loop of links: no file in any case
        }
    }

    /** The folder without symbolic links; empty if there is none. */
    private Optional<Path> root() {
        try {
            return Optional.of(directory.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sorted by name. Names are remembered for as long as the folder is unchanged: there may be thousands. */
    private List<Entry> entries() {
        try {
            return listings.get(directory, References::read);
        } catch (IOException e) {
            return List.of(); // no folder, no files
        }
    }

    private static List<Entry> read(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                String name = ClipNames.normal(String.valueOf(path.getFileName()));
                if (ClipNames.isRelative(name)) {
                    entries.add(new Entry(name, path));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return List.copyOf(entries);
    }
}
