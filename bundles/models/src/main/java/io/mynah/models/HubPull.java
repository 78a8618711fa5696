package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Brings a selection from the hub into the cache: asks about all its files first, so that what cannot succeed fails before
 * anything is fetched. For one thread.
 */
final class HubPull {
    /** So that the disk is not filled to the last byte. */
    private static final long SPARE = 64L << 20;

    private final HubClient hub;
    private final HubCache cache;
    private final Tools tools;
    private final Selection selection;
    private final Meter meter;
    private final Cancellation cancellation;
    private final Retry retry;

    /**
     * What a pull is done with.
     *
     * @param usableSpace bytes that can be written to where a folder is
     */
    record Tools(FileLocks locks, Pause pause, ToLongFunction<Path> usableSpace) {}

    /** A file that is at the hub. */
    private record Remote(WantedFile file, String commit, String etag, long size) {}

    HubPull(HubClient hub, HubCache cache, Tools tools, Selection selection, Meter meter, Cancellation cancellation) {
        this.hub = hub;
        this.cache = cache;
        this.tools = tools;
        this.selection = selection;
        this.meter = meter;
        this.cancellation = cancellation;
        this.retry = new Retry(tools.pause(), meter::say, cancellation);
    }

    /** The snapshot with all of the selection. */
    Path run() throws ModelException {
        List<Remote> remotes = ask();
        String commit = remotes.isEmpty()
                ? cache.commit(selection.revision())
                        .orElseThrow(() -> new ModelException.NotAtHub("the hub has nothing of " + cache.repository()))
                : remotes.get(0).commit();
        requireRoom(remotes);
        for (Remote remote : remotes) {
            bring(remote);
        }
        try {
            cache.remember(selection.revision(), commit);
        } catch (IOException e) {
            throw new ModelException.Storage("the cache " + cache.root() + " cannot be written", e);
        }
        return cache.snapshot(commit);
    }

    /** What has to be shown in the snapshot; all other files are there. */
    private List<Remote> ask() throws ModelException {
        List<Remote> remotes = new ArrayList<>();
        long total = 0;
        for (WantedFile file : selection.files()) {
            meter.state(State.ASKING, file.path());
            if (isHere(file)) {
                long size = size(cache.pointer(selection.revision(), file.path()));
                meter.found(size);
                total += size;
                continue;
            }
            if (file.optional() && cache.isMissing(selection.revision(), file.path())) {
                continue;
            }
            RemoteFile remote =
                    retry.call(() -> hub.head(cache.repository(), selection.revision(), file.path(), cancellation));
            retry.progressed();
            String etag = remote.etag();
            if (etag == null) {
                missing(file, remote.commit());
                continue;
            }
            long size = checked(file, remote, etag);
            if (!remotes.isEmpty() && !remotes.get(0).commit().equals(remote.commit())) {
                throw new ModelException.Mismatch(cache.repository() + " changed at the hub just now; pull it again");
            }
            remotes.add(new Remote(file, remote.commit(), etag, size));
            total += size;
        }
        meter.total(total);
        return remotes;
    }

    /** Whether a pinned snapshot has it; a revision that may move on is asked about. */
    private boolean isHere(WantedFile file) {
        if (!HubCache.isCommit(selection.revision())) {
            return false;
        }
        Path pointer = cache.pointer(selection.revision(), file.path());
        return Files.isRegularFile(pointer) && (file.bytes() < 0 || size(pointer) == file.bytes());
    }

    private void missing(WantedFile file, String commit) throws ModelException {
        if (!file.optional()) {
            throw new ModelException.NotAtHub("the hub does not have " + cache.repository() + "/" + file.path());
        }
        try {
            cache.rememberMissing(commit, file.path());
        } catch (IOException e) {
            throw new ModelException.Storage("the cache " + cache.root() + " cannot be written", e);
        }
    }

    /** Its size, if what the hub says of it agrees with what is pinned, and can be checked. */
    private static long checked(WantedFile file, RemoteFile remote, String etag) throws ModelException {
        if (file.bytes() >= 0 && remote.size() >= 0 && file.bytes() != remote.size()) {
            throw new ModelException.Mismatch("the hub says that " + file.path() + " has " + remote.size()
                    + " bytes, but it should have " + file.bytes());
        }
        if (file.sha256() != null && etag.matches("[0-9a-f]{64}") && !etag.equals(file.sha256())) {
            throw new ModelException.Mismatch("the hub has another " + file.path() + " than the one that is pinned");
        }
        if (file.sha256() == null && !Checksum.Result.canCheck(etag)) {
            throw new ModelException.Mismatch("the hub names no checksum of " + file.path() + ", and none is pinned");
        }
        long size = Math.max(file.bytes(), remote.size());
        if (size < 0) {
            throw new ModelException.Mismatch("the hub does not say how large " + file.path() + " is");
        }
        return size;
    }

    private void requireRoom(List<Remote> remotes) throws ModelException.NoSpace {
        long needed = 0;
        for (Remote remote : remotes) {
            if (!isWhole(remote)) {
                needed += Math.max(0, remote.size() - Math.max(0, size(cache.part(remote.etag()))));
            }
        }
        long room = tools.usableSpace().applyAsLong(cache.root());
        if (needed > 0 && room < needed + SPARE) {
            throw new ModelException.NoSpace(String.format(
                    Locale.ROOT,
                    "%s needs %.1f MB more at %s, where there are %.1f MB; make room, or set HF_HUB_CACHE",
                    selection.model().id(),
                    (needed + SPARE) / 1e6,
                    cache.root(),
                    room / 1e6));
        }
    }

    private boolean isWhole(Remote remote) {
        return size(cache.blob(remote.etag())) == remote.size();
    }

    private void bring(Remote remote) throws ModelException {
        String path = remote.file().path();
        meter.state(State.FETCHING, path);
        Runnable waiting = () -> meter.say("somebody else is fetching " + path + "; waiting for it");
        FileLocks.Held lock = tools.locks().acquire(cache.lock(remote.etag()), waiting, cancellation);
        try {
            if (isWhole(remote)) {
                meter.found(remote.size());
            } else {
                download(remote);
            }
            Path blob = cache.blob(remote.etag()).normalize();
            if (!cache.target(cache.pointer(remote.commit(), path)).equals(Optional.of(blob))) {
                cache.show(remote.commit(), path, remote.etag());
            }
        } catch (IOException e) {
            throw new ModelException.Storage(
                    path + " cannot be shown in " + cache.snapshots() + ": " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private void download(Remote remote) throws ModelException {
        String revision = selection.revision();
        new BlobDownload(hub, cache, revision, remote.file(), remote.etag(), remote.size(), meter, cancellation)
                .run(retry);
    }

    /** Its size, or -1 if it is not there. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
