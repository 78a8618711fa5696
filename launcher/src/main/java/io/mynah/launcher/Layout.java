package io.mynah.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param distribution the unpacked distribution; only read
 * @param home all that is written or dropped in; often the same folder
 */
record Layout(Path distribution, Path home) {

    /** Bundles of one start level, in the order of their names. */
    record Level(int number, String name, List<Path> jars) {}

    Path settingsFile() {
        Path own = home.resolve("conf/mynah.conf");
        return Files.exists(own) ? own : distribution.resolve("conf/mynah.conf");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    Path seed() {
        return distribution.resolve("seed");
    }

    Path logFile() {
        return home.resolve("logs/mynah.log");
    }

    /** Rebuilt at every start; nothing of the user's is ever below it. */
    Path bundleCache() {
        return home.resolve("cache/bundles");
    }

    /** What {@code bin/mynah} names to Java for the server's temporary files; emptied at every start. */
    Path temporaryFiles() {
        return home.resolve("cache/tmp");
    }

    Path lockFile() {
        return home.resolve("cache/server.lock");
    }

    /** Folders with models, the first one that holds a model wins. */
    String models() {
        Path own = home.resolve("models");
        Path shipped = distribution.resolve("models");
        return own.equals(shipped) ? own.toString() : own + File.pathSeparator + shipped;
    }

    /** Makes the folders of the home where they are missing. */
    void createFolders() throws IOException {
        for (String folder : List.of("conf", "references", "deploy", "audio_output", "logs", "models", "cache")) {
            // Not createDirectories: a link to a folder elsewhere is as good.
            if (!Files.isDirectory(home.resolve(folder))) {
                Files.createDirectories(home.resolve(folder));
            }
        }
    }

    /** The folders {@code system/NN-name}, ascending. */
    List<Level> levels() throws IOException {
        List<Level> levels = new ArrayList<>();
        for (Path folder : sorted(distribution.resolve("system"))) {
            String[] parts = folder.getFileName().toString().split("-", 2);
            if (parts.length == 2 && parts[0].matches("\\d{1,3}")) {
                levels.add(new Level(Integer.parseInt(parts[0]), parts[1], jars(folder)));
            }
        }
        return levels;
    }

    /** The jars of a folder, sorted; none if there is no such folder. */
    static List<Path> jars(Path folder) throws IOException {
        return sorted(folder).stream()
                .filter(path -> path.toString().endsWith(".jar")
                        && !path.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.sorted().toList();
        }
    }

    /** Deletes a folder and all below it, as far as that goes, without following links. */
    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("mynah: " + folder + " is left behind: " + e);
        }
    }
}
