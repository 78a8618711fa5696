package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks that one thread of one process holds, by files: the system frees them when a process is killed. Against the hub's
 * own programs they protect where those use the same kind of lock; where not, both fetch, and the later one replaces a file
 * by its equal. Lock files stay, as removing them would let two hold one. Safe for use by several threads.
 */
final class FileLocks {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Pause pause;
    /** Locks of files are between processes; between threads it is this. */
    private final Set<Path> held = ConcurrentHashMap.newKeySet();

    FileLocks(Pause pause) {
        this.pause = pause;
    }

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a lock.
     *
     * @param waiting is run once if there is something to wait for
     */
    Held acquire(Path file, Runnable waiting, Cancellation cancellation) throws ModelException {
        boolean told = false;
        while (true) {
            Optional<Held> lock = tryAcquire(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!told) {
                waiting.run();
                told = true;
            }
            pause.await(INTERVAL, cancellation);
        }
    }

    /** Takes a lock if it is free. */
    Optional<Held> tryAcquire(Path file) throws ModelException.Storage {
        if (!held.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = lock(channel);
            FileChannel open = channel;
            return locked ? Optional.of(() -> release(file, open)) : Optional.empty();
        } catch (IOException e) {
            throw new ModelException.Storage("the lock " + file + " cannot be taken", e);
        } finally {
            if (!locked) {
                release(file, channel);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another store in this process.
            return false;
        }
    }

    private void release(Path file, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Closed all the same, and with it the lock is gone.
        } finally {
            held.remove(file);
        }
    }
}
