package io.mynah.closest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What is known about clips, on disk: what was found, or what an unfinished search has heard. One file a clip, named after
 * the clip's content, the engine and the encoder, so a changed clip or model is another one. Files are replaced whole: a
 * reader sees the old or the new one. One that cannot be understood counts as none. Safe for use by several threads.
 */
final class Notebook {
    private static final int MAGIC = 0x4D594E44;
    private static final int MOST = 10_000;

    private final Path folder;

    /**
     * What a file says.
     *
     * @param finding the best by now
     * @param spentNanos processor time that the search has used
     * @param overWithinNanos the limit within which a search has come to its end, {@link #FOR_GOOD} if more time would be of
     *     no use; 0 while none has
     * @param heard what a search with a higher limit would go on from
     */
    record Page(Finding finding, long spentNanos, long overWithinNanos, List<MixtureSearch.Heard> heard) {
        /** No limit would be used up. */
        static final long FOR_GOOD = Long.MAX_VALUE;

        Page {
            heard = List.copyOf(heard);
        }
    }

    /** @param folder made when it is first needed */
    Notebook(Path folder) {
        this.folder = folder;
    }

    /** The page of a clip, if there is one. */
    Optional<Page> read(String key, int voices, int dimensions) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(key))))) {
            if (in.readInt() != MAGIC || in.readInt() != voices || in.readInt() != dimensions) {
                return Optional.empty();
            }
            Finding finding = new Finding(row(in, voices), in.readDouble(), in.readBoolean());
            long spent = in.readLong();
            long overWithin = in.readLong();
            int count = in.readInt();
            if (count < 0 || count > MOST) {
                return Optional.empty();
            }
            List<MixtureSearch.Heard> heard = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                heard.add(new MixtureSearch.Heard(row(in, voices), in.readInt(), vector(in, dimensions)));
            }
            return in.readInt() == MAGIC ? Optional.of(new Page(finding, spent, overWithin, heard)) : Optional.empty();
        } catch (IOException e) {
            return Optional
                    .empty(); // nothing there, or nothing to rely on: the search begins anew and writes a new one
        }
    }

    /** @throws IOException if it cannot be written; the old one stays */
    void write(String key, Page page, int voices, int dimensions) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".page", ".tmp");
        try {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                write(page, new DataOutputStream(stream), voices, dimensions);
            }
            Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Page page, DataOutputStream out, int voices, int dimensions) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(voices);
        out.writeInt(dimensions);
        row(out, page.finding().weights());
        out.writeDouble(page.finding().similarity());
        out.writeBoolean(page.finding().searched());
        out.writeLong(page.spentNanos());
        out.writeLong(page.overWithinNanos());
        out.writeInt(page.heard().size());
        for (MixtureSearch.Heard heard : page.heard()) {
            row(out, heard.weights());
            out.writeInt(heard.text());
            vector(out, heard.vector());
        }
        out.writeInt(MAGIC);
    }

    /** Forgets a clip. */
    void tearOut(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    private static double[] row(DataInputStream in, int length) throws IOException {
        double[] row = new double[length];
        for (int i = 0; i < length; i++) {
            row[i] = in.readDouble();
            if (!Double.isFinite(row[i])) {
                throw new IOException("not a number");
            }
        }
        return row;
    }

    private static void row(DataOutputStream out, double[] row) throws IOException {
        for (double value : row) {
            out.writeDouble(value);
        }
    }

    /** Encoders tell no more than this. */
    private static double[] vector(DataInputStream in, int length) throws IOException {
        double[] vector = new double[length];
        for (int i = 0; i < length; i++) {
            vector[i] = in.readFloat();
            if (!Double.isFinite(vector[i])) {
                throw new IOException("not a number");
            }
        }
        return vector;
    }

    private static void vector(DataOutputStream out, double[] vector) throws IOException {
        for (double value : vector) {
            out.writeFloat((float) value);
        }
    }

    private Path file(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".voice");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
