package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Fetches one file into a part file, goes on where an earlier attempt ended (of this process or of one that was killed), and
 * makes it a blob when its size and its checksums are right. To be used with the blob's lock held.
 */
final class BlobDownload {
    private final HubClient hub;
    private final HubCache cache;
    private final String revision;
    private final WantedFile file;
    private final String etag;
    private final long size;
    private final Path part;
    private final Meter meter;
    private final Cancellation cancellation;
    /** Of the part file's content. */
    private Checksum checksum;

    private long have;
    /** Whether it came in several pieces: if those do not fit, the hub need not be to blame. */
    private boolean pieced;

    /**
     * @param etag names the blob
     * @param size known by the hub or pinned
     */
    BlobDownload(
            HubClient hub,
            HubCache cache,
            String revision,
            WantedFile file,
            String etag,
            long size,
            Meter meter,
            Cancellation cancellation) {
        this.hub = hub;
        this.cache = cache;
        this.revision = revision;
        this.file = file;
        this.etag = etag;
        this.size = size;
        this.part = cache.part(etag);
        this.meter = meter;
        this.cancellation = cancellation;
        this.checksum = new Checksum(size);
    }

    /** Fetches it. What was fetched is kept if it fails, unless it is known to be wrong. */
    void run(Retry retry) throws ModelException {
        try {
            Files.createDirectories(cache.blobs());
            resume();
            fetchAll(retry);
            if (!isRight()) {
                startOver();
                if (!pieced) {
                    throw wrongContent();
                }
                // What was begun may come from a machine that lost its power, or from a mirror that has an older file.
                meter.say("what had been fetched before is damaged; starting over");
                fetchAll(retry);
                if (!isRight()) {
                    startOver();
                    throw wrongContent();
                }
            }
            HubCache.move(part, cache.blob(etag));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void resume() throws IOException, ModelException {
        if (!HubCache.isThere(part)) {
            return;
        }
        // A link would have us write to wherever it leads.
        if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) || Files.size(part) > size) {
            Files.delete(part);
            return;
        }
        long there = Files.size(part);
        checksum.update(part, count -> {}, cancellation);
        have = there;
        pieced = there > 0;
        meter.found(there);
    }

    private void startOver() throws IOException {
        meter.lost(have);
        have = 0;
        checksum = new Checksum(size);
        Files.deleteIfExists(part);
    }

    private void fetchAll(Retry retry) throws IOException, ModelException {
        if (size == 0 && !Files.exists(part)) {
            Files.createFile(part);
        }
        while (have < size) {
            retry.call(() -> {
                long before = have;
                try {
                    fetchRest();
                } catch (IOException e) {
                    throw unwritable(e);
                } finally {
                    if (have > before) {
                        retry.progressed();
                    }
                }
                return have;
            });
        }
    }

    private void fetchRest() throws IOException, Transient, ModelException {
        try (HubClient.Answer answer = hub.get(cache.repository(), revision, file.path(), have, cancellation)) {
            if (answer.status() == 416) {
                startOver();
                throw new Transient("the hub does not go on with " + file.path() + "; starting over", null, null);
            }
            requireUnpacked(answer);
            if (answer.status() == 206) {
                requireRange(answer);
                pieced = true;
            } else if (have > 0) {
                startOver();
            }
            long expected = size - have;
            long announced = answer.headers().firstValueAsLong("Content-Length").orElse(expected);
            if (announced != expected) {
                throw wrongSize("sends " + (have + announced) + " bytes");
            }
            try (FileChannel out = FileChannel.open(
                    part,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS)) {
                write(answer.body(), out);
                out.force(true);
            }
        }
        if (have < size) {
            throw new Transient("the connection ended before " + file.path() + " did", null, null);
        }
    }

    /** It was asked for as it is; sizes, offsets and checksums are of that. */
    private void requireUnpacked(HubClient.Answer answer) throws ModelException.Mismatch {
        if (answer.isPacked()) {
            throw new ModelException.Mismatch(
                    "the hub sends " + file.path() + " packed, though nobody asked for that; nothing of it is used");
        }
    }

    private void requireRange(HubClient.Answer answer) throws IOException, Transient {
        String range = answer.headers().firstValue("Content-Range").orElse("");
        if (have == 0 || !range.matches("bytes " + have + "-\\d+/(" + size + "|\\*)")) {
            startOver();
            throw new Transient("the hub sends another part of " + file.path() + " than was asked for", null, null);
        }
    }

    private void write(Body body, FileChannel out) throws IOException, Transient, ModelException {
        for (List<ByteBuffer> block = body.next(); block != null; block = body.next()) {
            for (ByteBuffer buffer : block) {
                int count = buffer.remaining();
                if (have + count > size) {
                    startOver();
                    throw wrongSize("sends more");
                }
                checksum.update(buffer);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                have += count;
                meter.moved(count);
            }
        }
    }

    private ModelException.Storage unwritable(IOException e) {
        return new ModelException.Storage(
                file.path() + " cannot be written to " + cache.root() + ": " + e.getMessage(), e);
    }

    private ModelException.Mismatch wrongSize(String what) {
        return new ModelException.Mismatch(
                file.path() + " has " + size + " bytes as the hub says, but it " + what + "; nothing of it is used");
    }

    private ModelException.Mismatch wrongContent() {
        return new ModelException.Mismatch(
                file.path() + " came with another checksum than it should have; nothing of it is used");
    }

    private boolean isRight() {
        Checksum.Result found = checksum.result();
        return (!Checksum.Result.canCheck(etag) || found.matches(etag))
                && (file.sha256() == null || file.sha256().equals(found.sha256()));
    }
}
