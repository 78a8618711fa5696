package io.mynah.models;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo.Source;
import io.mynah.api.model.ModelInventory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what lies on the shelf. Safe for use by several threads. */
final class Inventory implements ModelInventory {
    private final LocalModelStore store;
    private final HubSettings settings;

    Inventory(LocalModelStore store, HubSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public Stock stock(String id, String precision) throws ModelException {
        Selection selection = store.select(id, precision);
        Shelf shelf = store.shelf();
        Path folder = shelf.findSome(selection).orElse(null);
        boolean whole = shelf.find(selection).isPresent();
        long begun = whole ? 0 : parts(selection);
        State state = whole
                ? State.WHOLE
                : begun > 0 || own(selection).anyMatch(file -> size(folder, file) >= 0) ? State.PARTIAL : State.ABSENT;
        long here = selection.files().stream()
                .mapToLong(file -> Math.max(0, size(folder, file)))
                .sum();
        return new Stock(state, folder, folder != null && folder.startsWith(settings.cache()), here + begun);
    }

    /** Those that other precisions do not share: a tokenizer alone is nobody's half model. */
    private static Stream<WantedFile> own(Selection selection) {
        Set<String> shared = selection.model().files().stream()
                .filter(file -> file.precision() == null)
                .map(ModelFile::path)
                .collect(Collectors.toSet());
        boolean allShared = selection.files().stream().allMatch(file -> shared.contains(file.path()));
        return selection.files().stream().filter(file -> allShared || !shared.contains(file.path()));
    }

    private static long size(@Nullable Path folder, WantedFile file) {
        try {
            Path path = folder == null ? null : folder.resolve(file.path());
            return path != null && Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Of parts that are known to be this selection's: a part is named after the checksum that it is to have. */
    private long parts(Selection selection) {
        if (selection.model().source() != Source.HUB) {
            return 0;
        }
        HubCache cache = new HubCache(settings.cache(), selection.model().origin());
        return selection.files().stream()
                .map(WantedFile::sha256)
                .flatMap(Stream::ofNullable)
                .mapToLong(sum -> length(cache.part(sum)))
                .sum();
    }

    private static long length(Path part) {
        try {
            return Files.size(part);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public long begun(String id) throws ModelException {
        ModelEntry model = store.manifest().model(id);
        if (model.source() != Source.HUB) {
            return 0;
        }
        Path blobs = new HubCache(settings.cache(), model.origin()).blobs();
        if (!Files.isDirectory(blobs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(blobs)) {
            List<Path> parts = files.filter(HubCache::isPart).toList();
            return parts.stream().mapToLong(Inventory::length).sum();
        } catch (IOException e) {
            throw new ModelException.Storage("the cache " + blobs + " cannot be read", e);
        }
    }

    @Override
    public Hub hub() {
        String from = null;
        String problem = null;
        try {
            from = settings.token().source().orElse(null);
        } catch (ModelException.Storage e) {
            problem = e.getMessage();
        }
        Optional<String> offline = settings.offline();
        return new Hub(plain(settings.endpoint()), settings.cache(), from, problem, offline.orElse(null));
    }

    private static String plain(URI endpoint) {
        try {
            return new URI(
                            endpoint.getScheme(),
                            null,
                            endpoint.getHost(),
                            endpoint.getPort(),
                            endpoint.getPath(),
                            null,
                            null)
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("parts of an address make an address", e);
        }
    }
}
