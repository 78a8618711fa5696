package io.mynah.voices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what a file is known to be unchanged without reading it.
 *
 * @param size in bytes
 * @param modified when its content was written, by its own account
 * @param changed when anything about it was changed; this one cannot be set back. {@code null} where a system has no such
 *     time
 * @param key device and inode; {@code null} likewise
 */
record FileIdentity(
        long size,
        FileTime modified,
        @Nullable FileTime changed,
        @Nullable Object key) {

    /** Two changes within this time can carry the same time stamp: the tick of a kernel, with a margin. */
    private static final Duration FINE = Duration.ofMillis(100);

    /** Likewise on file systems that count whole seconds, or two. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    static FileIdentity of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> all = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,fileKey");
            return new FileIdentity(
                    (Long) all.get("size"),
                    (FileTime) all.get("lastModifiedTime"),
                    (FileTime) all.get("ctime"),
                    all.get("fileKey"));
        }
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileIdentity(basic.size(), basic.lastModifiedTime(), null, basic.fileKey());
    }

    /** Whether the last change is so long ago that another one would show. */
    boolean isSettled(Instant now) {
        Instant last = changed == null ? modified.toInstant() : changed.toInstant();
        boolean coarse = last.equals(last.truncatedTo(ChronoUnit.MILLIS));
        return last.isBefore(now.minus(coarse ? COARSE : FINE));
    }
}
