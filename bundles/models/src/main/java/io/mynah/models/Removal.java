package io.mynah.models;

import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes a model's files out of the hub's cache, and leaves what others put there. */
final class Removal {
    private final HubCache cache;
    private final FileLocks locks;

    Removal(HubCache cache, FileLocks locks) {
        this.cache = cache;
        this.locks = locks;
    }

    /**
     * Removes what selections have, and parts of downloads.
     *
     * @return bytes that were freed
     */
    long run(List<Selection> selections) throws ModelException {
        Set<Path> pointers = new HashSet<>();
        Set<Path> blobs = new HashSet<>();
        for (Selection selection : selections) {
            Optional<String> commit = cache.commit(selection.revision());
            for (WantedFile file : commit.isEmpty() ? List.<WantedFile>of() : selection.files()) {
                Path pointer = cache.pointer(commit.get(), file.path());
                if (HubCache.isThere(pointer) && cache.isWithin(commit.get(), pointer)) {
                    pointers.add(pointer);
                    cache.target(pointer).ifPresent(blobs::add);
                }
            }
        }
        List<FileLocks.Held> held = new ArrayList<>();
        try {
            List<Path> parts = parts();
            lock(blobs, parts, held);
            long freed = 0;
            for (Path pointer : pointers) {
                freed += Files.isSymbolicLink(pointer) ? 0 : Files.size(pointer);
                Files.deleteIfExists(pointer);
                prune(pointer.getParent());
            }
            blobs.removeAll(stillUsed());
            for (Path blob : blobs) {
                freed += delete(blob);
            }
            for (Path part : parts) {
                freed += delete(part);
            }
            return freed;
        } catch (IOException | UncheckedIOException e) {
            throw new ModelException.Storage("the cache " + cache.folder() + " cannot be changed", e);
        } finally {
            held.forEach(FileLocks.Held::close);
        }
    }

    private void lock(Set<Path> blobs, List<Path> parts, List<FileLocks.Held> held) throws ModelException {
        Set<String> etags = new HashSet<>();
        blobs.forEach(blob -> etags.add(blob.getFileName().toString()));
        parts.forEach(part -> etags.add(HubCache.etag(part)));
        for (String etag : etags) {
            held.add(locks.tryAcquire(cache.lock(etag))
                    .orElseThrow(() -> new ModelException.Busy(
                            cache.repository() + " is being fetched; cancel that or wait for its end")));
        }
    }

    private List<Path> parts() throws IOException {
        if (!Files.isDirectory(cache.blobs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache.blobs())) {
            return files.filter(HubCache::isPart).toList();
        }
    }

    private Set<Path> stillUsed() throws IOException {
        Set<Path> used = new HashSet<>();
        if (Files.isDirectory(cache.snapshots())) {
            try (Stream<Path> tree = Files.walk(cache.snapshots())) {
                tree.forEach(path -> cache.target(path).ifPresent(used::add));
            }
        }
        return used;
    }

    private static long delete(Path file) throws IOException {
        try {
            long size = Files.size(file);
            Files.delete(file);
            return size;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Removes folders of the snapshot that have become empty. */
    private void prune(Path folder) throws IOException {
        for (Path at = folder; at.startsWith(cache.snapshots()) && !at.equals(cache.snapshots()); at = at.getParent()) {
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }
}
