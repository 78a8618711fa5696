package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress.State;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the files of a selection and compares their checksums with what is pinned and with the names of their blobs. */
final class Verification {
    private final Selection selection;
    private final @Nullable Path folder;
    private final Path cache;
    private final Meter meter;
    private final Cancellation cancellation;

    /** @param folder that is looked at; {@code null} if nothing is here */
    Verification(Selection selection, @Nullable Path folder, Path cache, Meter meter, Cancellation cancellation) {
        this.selection = selection;
        this.folder = folder;
        this.cache = cache;
        this.meter = meter;
        this.cancellation = cancellation;
    }

    ModelReport run() throws ModelException {
        List<ModelReport.Entry> entries = new ArrayList<>();
        long total = 0;
        for (WantedFile file : selection.files()) {
            total += size(file);
        }
        meter.total(total);
        for (WantedFile file : selection.files()) {
            meter.state(State.CHECKING, file.path());
            Finding finding = check(file);
            if (finding != Finding.MISSING || !file.optional()) {
                entries.add(new ModelReport.Entry(file.path(), finding));
            }
        }
        return new ModelReport(entries);
    }

    private long size(WantedFile file) {
        try {
            return folder == null ? 0 : Files.size(folder.resolve(file.path()));
        } catch (IOException e) {
            return 0;
        }
    }

    private Finding check(WantedFile file) throws ModelException {
        if (folder == null || !Files.isRegularFile(folder.resolve(file.path()))) {
            return Finding.MISSING;
        }
        Path path = folder.resolve(file.path());
        Optional<String> etag = new HubCache(cache, selection.model().origin())
                .target(path)
                .map(blob -> blob.getFileName().toString())
                .filter(Checksum.Result::canCheck);
        try {
            long size = Files.size(path);
            if (file.bytes() >= 0 && size != file.bytes()) {
                meter.moved(size);
                return Finding.DAMAGED;
            }
            Checksum checksum = new Checksum(size);
            checksum.update(path, meter::moved, cancellation);
            Checksum.Result found = checksum.result();
            boolean wrong = (file.sha256() != null && !file.sha256().equals(found.sha256()))
                    || (etag.isPresent() && !found.matches(etag.get()));
            return wrong ? Finding.DAMAGED : file.sha256() == null && etag.isEmpty() ? Finding.UNCHECKED : Finding.GOOD;
        } catch (IOException e) {
            throw new ModelException.Storage(path + " cannot be read", e);
        }
    }
}
