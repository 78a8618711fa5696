package io.mynah.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder of one repository in the cache that all programs of the hub share: contents in {@code blobs}, named after their
 * etag; {@code snapshots/COMMIT/PATH} links to them; {@code refs/REVISION} says which commit a name stands for.
 *
 * @param root of the cache
 * @param repository {@code OWNER/NAME}
 */
record HubCache(Path root, String repository) {
    /** Of ours alone: another program that fetches the same file must not write into it. */
    private static final String PART = ".mynah.incomplete";

    static boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{40}");
    }

    Path folder() {
        return root.resolve("models--" + repository.replace("/", "--"));
    }

    Path blobs() {
        return folder().resolve("blobs");
    }

    Path blob(String etag) {
        return blobs().resolve(etag);
    }

    /** Where a blob grows. */
    Path part(String etag) {
        return blobs().resolve(etag + PART);
    }

    static boolean isPart(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    /** The etag of the blob that a part is to become. */
    static String etag(Path part) {
        String name = part.getFileName().toString();
        return name.substring(0, name.length() - PART.length());
    }

    Path lock(String etag) {
        return root.resolve(".locks").resolve(folder().getFileName()).resolve(etag + ".lock");
    }

    Path snapshots() {
        return folder().resolve("snapshots");
    }

    Path snapshot(String commit) {
        return snapshots().resolve(commit);
    }

    /** A file of a snapshot, mostly a link. */
    Path pointer(String commit, String path) {
        return snapshot(commit).resolve(path);
    }

    /** The commit that a revision stands for, as far as this machine knows. */
    Optional<String> commit(String revision) {
        if (isCommit(revision)) {
            return Optional.of(revision);
        }
        try {
            return Optional.of(Files.readString(ref(revision)).strip()).filter(HubCache::isCommit);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path ref(String revision) {
        return folder().resolve("refs").resolve(revision);
    }

    /** Notes down which commit a revision stands for. */
    void remember(String revision, String commit) throws IOException {
        if (!revision.equals(commit) && !commit(revision).equals(Optional.of(commit))) {
            Path ref = ref(revision);
            Files.createDirectories(ref.getParent());
            Path written = Files.createTempFile(ref.getParent(), ".", ".new");
            Files.write(written, commit.getBytes(StandardCharsets.US_ASCII));
            move(written, ref);
        }
    }

    /** Notes down that a commit has no such file, so that nobody asks again. */
    void rememberMissing(String commit, String path) throws IOException {
        Path mark = missing(commit, path);
        Files.createDirectories(mark.getParent());
        if (!Files.exists(mark)) {
            Files.write(mark, new byte[0]);
        }
    }

    /** Whether a commit is known not to have a file; never so of a revision that may move on. */
    boolean isMissing(String commit, String path) {
        return Files.exists(missing(commit, path));
    }

    private Path missing(String commit, String path) {
        return folder().resolve(".no_exist").resolve(commit).resolve(path);
    }

    /** Makes a blob visible as a file of a snapshot: by a relative link, or itself where there are none. */
    void show(String commit, String path, String etag) throws IOException {
        Path pointer = pointer(commit, path);
        Path blob = blob(etag);
        Files.createDirectories(pointer.getParent());
        if (!isWithin(commit, pointer)) {
            throw new IOException("a link leads out of " + snapshot(commit));
        }
        Path link = pointer.resolveSibling("." + pointer.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Thread.currentThread().getId() + ".new");
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, pointer.getParent().relativize(blob));
        } catch (UnsupportedOperationException | IOException e) {
            // As the hub's own programs do on Windows, where links need a privilege: the file itself, and no blob.
            move(blob, pointer);
            return;
        }
        move(link, pointer);
    }

    /** In one step, over what may be there. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The blob that a file of a snapshot links to; empty if it is the content itself, or a link to elsewhere. */
    Optional<Path> target(Path pointer) {
        try {
            if (!Files.isSymbolicLink(pointer)) {
                return Optional.empty();
            }
            Path target =
                    pointer.getParent().resolve(Files.readSymbolicLink(pointer)).normalize();
            return Optional.of(target).filter(path -> path.startsWith(blobs().normalize()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a file of a snapshot lies in it: a folder that is a link to elsewhere is none of ours to change. */
    boolean isWithin(String commit, Path pointer) {
        try {
            return pointer.getParent().toRealPath().startsWith(snapshot(commit).toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something of that name is there, be it a link to nowhere. */
    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
