package io.mynah.voices;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hidden folder for files in the making, on the file system of their destination. Each server has one of its own beside
 * a lock file that it holds for as long as it lives; so what a killed server left is told from what another server, on
 * the same shared folder, is working at. Safe for use by several threads.
 */
final class Workshop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final String LOCK = ".lock";

    private final Path parent;
    private @Nullable Path folder;
    private @Nullable FileChannel lock;
    private boolean closed;

    /** @param parent made when needed */
    Workshop(Path parent) {
        this.parent = parent;
    }

    /** Removes what killed servers left behind. */
    void sweep() throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
            for (Path file : locks) {
                sweep(file);
            }
        }
    }

    private static void sweep(Path lockFile) throws IOException {
        String name = String.valueOf(lockFile.getFileName());
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                return; // its owner lives
            }
            remove(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
            Files.deleteIfExists(lockFile);
            LOG.info("Removed what a server that was killed left");
        } catch (OverlappingFileLockException e) {
            LOG.debug("Another library of this server works here");
        }
    }

    /**
     * A name for a new file; nothing is there yet.
     *
     * @throws IOException also if this is closed: nobody would tidy up any more
     */
    synchronized Path newFile(String extension) throws IOException {
        if (closed) {
            throw new IOException("The voice library has been stopped");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            // The second: it was on a volume that is not mounted any more, or that another one was mounted over.
            release();
            folder = open(UUID.randomUUID().toString());
        }
        return folder.resolve(UUID.randomUUID() + extension);
    }

    private Path open(String name) throws IOException {
        Files.createDirectories(parent);
        Path lockFile = parent.resolve(name + LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try {
            channel.lock();
            Path created = Files.createDirectory(parent.resolve(name));
            lock = channel;
            return created;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(lockFile);
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        release();
    }

    private void release() throws IOException {
        if (folder != null && lock != null) {
            remove(folder);
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + LOCK));
            lock.close();
            folder = null;
            lock = null;
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
