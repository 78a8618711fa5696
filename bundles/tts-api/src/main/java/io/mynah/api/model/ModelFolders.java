package io.mynah.api.model;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders of this installation that hold models, in the order in which they are searched: what a person put into the
 * home folder goes before what came with the distribution. Models from a hub are found by {@link ModelStore}. Immutable.
 *
 * @param folders they need not exist
 */
public record ModelFolders(List<Path> folders) {

    /** The framework property that lists them, separated as paths are on this platform. */
    public static final String PROPERTY = "mynah.models";

    public ModelFolders {
        folders = List.copyOf(folders);
    }

    /**
     * Reads a list.
     *
     * @param list value of {@link #PROPERTY}; null or blank is no folder
     */
    public static ModelFolders of(@Nullable String list) {
        String[] names = list == null ? new String[0] : list.split(File.pathSeparator, -1);
        return new ModelFolders(Arrays.stream(names)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .toList());
    }

    /**
     * The first one there is.
     *
     * @param name of a file or folder, relative, components separated by {@code /}
     * @return empty if no folder has one that can be read
     */
    public Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * The first one there is, of what cannot be done without.
     *
     * @param name as in {@link #find}
     * @throws FileNotFoundException with a message for people, if no folder has one that can be read
     */
    public Path require(String name) throws FileNotFoundException {
        if (folders.isEmpty()) {
            throw new FileNotFoundException("no folder for models is set (" + PROPERTY + "); ./run sets it");
        }
        return find(name)
                .orElseThrow(() -> new FileNotFoundException(
                        name + " is missing or cannot be read in " + folders + "; ./run fetches it"));
    }
}
