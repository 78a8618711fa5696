package io.mynah.models;

import io.mynah.api.model.ModelInfo.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where files of models can lie on this machine: in the folders of {@code mynah.models}, first hit wins, in a folder that a
 * person named, or in the hub's cache.
 *
 * @param folders of {@code mynah.models}
 * @param cache the hub's
 */
record Shelf(List<Path> folders, Path cache) {

    /** The folder that has all of a selection, with the sizes that are known. */
    Optional<Path> find(Selection selection) {
        return places(selection).stream()
                .filter(place -> hasAll(place, selection))
                .findFirst();
    }

    /** The folder that has the most of a selection, of those that have some; what is wrong with it is another question. */
    Optional<Path> findSome(Selection selection) {
        return find(selection).or(() -> places(selection).stream()
                .filter(place -> selection.files().stream().anyMatch(file -> Files.exists(place.resolve(file.path()))))
                .findFirst());
    }

    /** Another number when one of the files that selections need has come, gone or changed in any of the places. */
    long stamp(List<Selection> selections) {
        Map<Path, Set<String>> looked = new LinkedHashMap<>();
        for (Selection selection : selections) {
            for (Path place : places(selection)) {
                Set<String> paths = looked.computeIfAbsent(place, any -> new LinkedHashSet<>());
                selection.files().forEach(file -> paths.add(file.path()));
            }
        }
        long stamp = 1;
        for (Map.Entry<Path, Set<String>> place : looked.entrySet()) {
            stamp = stamp * 31 + place.getKey().hashCode();
            // Most places do not even exist.
            for (String path : Files.isDirectory(place.getKey()) ? place.getValue() : Set.<String>of()) {
                stamp = stamp * 31 + stamp(place.getKey().resolve(path));
            }
        }
        return stamp;
    }

    private static long stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.hash(found.size(), found.lastModifiedTime(), found.fileKey(), found.isRegularFile());
        } catch (IOException e) {
            return 0; // it is not there
        }
    }

    private List<Path> places(Selection selection) {
        ModelEntry model = selection.model();
        if (model.source() == Source.FOLDER) {
            return List.of(Path.of(model.origin()));
        }
        List<Path> places = new ArrayList<>();
        // Of a hub's model too: a person who carried the files here on a stick puts them there.
        String name = model.source() == Source.EMBEDDED ? model.origin() : model.id();
        folders.forEach(folder -> places.add(folder.resolve(name)));
        if (model.source() == Source.HUB) {
            HubCache repository = new HubCache(cache, model.origin());
            repository.commit(selection.revision()).map(repository::snapshot).ifPresent(places::add);
        }
        return places;
    }

    private static boolean hasAll(Path place, Selection selection) {
        return selection.files().stream().allMatch(file -> file.optional() || has(place, file));
    }

    private static boolean has(Path place, WantedFile file) {
        try {
            Path path = place.resolve(file.path());
            return Files.isRegularFile(path) && (file.bytes() < 0 || Files.size(path) == file.bytes());
        } catch (IOException e) {
            return false;
        }
    }
}
