package io.mynah.engine.onnx.chatterbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conditionings on disk, so that a clip is listened to once, and the last few in memory, since a text is spoken piece by
 * piece. One file each, named after the content of the clip and all that the result depends on; those that nobody has used for
 * longest go when there are too many. A file that cannot be understood counts as none. Safe for use by several threads and processes.
 */
final class Conditionings {
    private static final Logger LOG = LoggerFactory.getLogger(Conditionings.class);
    private static final int MAGIC = 0x4D594343;
    private static final int LONGEST_ARRAY = 1 << 24;

    /** Of a megabyte or so each. */
    private static final int MOST_IN_MEMORY = 4;

    private final Path folder;
    private final int most;
    private final Map<String, Conditioning> recent = Collections.synchronizedMap(new RecentlyUsed());

    /**
     * A cache.
     *
     * @param folder made when it is first needed
     * @param most files, of a megabyte or so each
     */
    Conditionings(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** What was kept under a key of letters, digits and dashes. */
    Optional<Conditioning> read(String key) {
        Conditioning known = recent.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Conditioning> kept = readFile(key);
        kept.ifPresent(conditioning -> recent.put(key, conditioning));
        return kept;
    }

    private Optional<Conditioning> readFile(String key) {
        Path file = folder.resolve(key);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                return Optional.empty();
            }
            float[] features = floats(in);
            long[] tokens = longs(in);
            float[] speaker = floats(in);
            float[] mel = floats(in);
            Conditioning found = new Conditioning(features, tokens, speaker, mel, in.readInt());
            if (in.readInt() != MAGIC || found.melBands() <= 0) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("A conditioning cannot be read and is made anew", e);
            return Optional.empty();
        }
    }

    /** Keeps one; if that fails, the next request listens again. */
    void write(String key, Conditioning conditioning) {
        recent.put(key, conditioning);
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".fresh", ".tmp");
            try {
                try (DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                    out.writeInt(MAGIC);
                    write(out, conditioning.features());
                    write(out, conditioning.tokens());
                    write(out, conditioning.speaker());
                    write(out, conditioning.mel());
                    out.writeInt(conditioning.melBands());
                    out.writeInt(MAGIC);
                }
                Files.move(
                        fresh,
                        folder.resolve(key),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            forgetOldest();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("A conditioning is not kept", e);
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = new ArrayList<>(
                    all.filter(file -> !file.getFileName().toString().startsWith("."))
                            .toList());
        }
        if (files.size() > most) {
            files.sort(Comparator.comparing(Conditionings::lastUse));
            for (Path file : files.subList(0, files.size() - most)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_ARRAY) {
            throw new IOException("an array of " + length);
        }
        return length;
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static void write(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static final class RecentlyUsed extends LinkedHashMap<String, Conditioning> {
        private static final long serialVersionUID = 1L;

        RecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conditioning> eldest) {
            return size() > MOST_IN_MEMORY;
        }
    }
}
