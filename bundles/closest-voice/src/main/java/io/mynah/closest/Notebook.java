package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known about clips, on disk: what was found, or what an unfinished search has heard (its checkpoint). One file a clip, named after
 * the {@link Subject}, so a changed clip or model is another one. Files are replaced whole: a
 * reader sees the old or the new one. One that cannot be understood counts as none. Safe for use by several threads.
 */
final class Notebook {
    private static final int MAGIC = 0x4D594E47;
    private static final int MOST = 10_000;

    private final Path folder;

    /**
     * What a file says.
     *
     * @param clip name under which the content was asked for first
     * @param finding the best by now
     * @param spentNanos processor time that the search has used
     * @param overWithinNanos the limit within which a search has come to its end, {@link #FOR_GOOD} if more time would be of
     *     no use; 0 while none has
     * @param heard what a search with a higher limit would go on from
     */
    record Page(String clip, Finding finding, long spentNanos, long overWithinNanos, List<MixtureSearch.Heard> heard) {
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
    Optional<Page> read(Subject subject, int voices, int dimensions) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(subject))))) {
            if (in.readInt() != MAGIC || in.readInt() != voices || in.readInt() != dimensions) {
                return Optional.empty();
            }
            in.readUTF(); // the content
            String clip = in.readUTF();
            Finding finding = new Finding(row(in, voices), tone(in), in.readDouble(), in.readBoolean());
            long spent = in.readLong();
            long overWithin = in.readLong();
            int count = in.readInt();
            if (count < 0 || count > MOST) {
                return Optional.empty();
            }
            List<MixtureSearch.Heard> heard = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                heard.add(new MixtureSearch.Heard(row(in, voices), in.readInt(), vector(in, dimensions), pitch(in)));
            }
            return in.readInt() == MAGIC
                    ? Optional.of(new Page(clip, finding, spent, overWithin, heard))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional
                    .empty(); // nothing there, or nothing to rely on: the search begins anew and writes a new one
        }
    }

    /** @throws IOException if it cannot be written; the old one stays */
    void write(Subject subject, Page page, int voices, int dimensions) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".page", ".tmp");
        try {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                write(subject, page, new DataOutputStream(stream), voices, dimensions);
            }
            Files.move(fresh, file(subject), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Subject subject, Page page, DataOutputStream out, int voices, int dimensions)
            throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(voices);
        out.writeInt(dimensions);
        out.writeUTF(subject.contentId());
        out.writeUTF(page.clip());
        row(out, page.finding().weights());
        for (double gain : page.finding().tone().gains()) {
            out.writeDouble(gain);
        }
        out.writeDouble(page.finding().similarity());
        out.writeBoolean(page.finding().searched());
        out.writeLong(page.spentNanos());
        out.writeLong(page.overWithinNanos());
        out.writeInt(page.heard().size());
        for (MixtureSearch.Heard heard : page.heard()) {
            row(out, heard.weights());
            out.writeInt(heard.text());
            vector(out, heard.vector());
            out.writeFloat((float) heard.pitch().orElse(0));
        }
        out.writeInt(MAGIC);
    }

    /** Forgets a content, whoever spoke and listened. */
    void tearOut(String contentId) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, Subject.prefix(contentId) + "*")) {
            for (Path page : pages) {
                Files.deleteIfExists(page);
            }
        }
    }

    /** Tells whether a clip of a name and a content is still there. */
    interface Presence {
        boolean has(String clip, String contentId);
    }

    /** Forgets what was deleted or replaced while nobody looked, and what is not understood any more. */
    void tidy(Presence presence) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "*.voice")) {
            for (Path page : pages) {
                if (!isOf(page, presence)) {
                    Files.deleteIfExists(page);
                }
            }
        }
    }

    private static boolean isOf(Path page, Presence presence) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(page)))) {
            if (in.readInt() != MAGIC) {
                return false;
            }
            in.readInt();
            in.readInt();
            String contentId = in.readUTF();
            return presence.has(in.readUTF(), contentId);
        } catch (EOFException | UTFDataFormatException e) {
            return false;
        }
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

    private static ToneCurve tone(DataInputStream in) throws IOException {
        try {
            return new ToneCurve(Arrays.stream(row(in, ToneCurve.BANDS)).boxed().toList());
        } catch (IllegalArgumentException e) {
            throw new IOException("no tone", e);
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

    private static OptionalDouble pitch(DataInputStream in) throws IOException {
        float hertz = in.readFloat();
        if (!Float.isFinite(hertz) || hertz < 0) {
            throw new IOException("no pitch");
        }
        return hertz > 0 ? OptionalDouble.of(hertz) : OptionalDouble.empty();
    }

    private static void vector(DataOutputStream out, double[] vector) throws IOException {
        for (double value : vector) {
            out.writeFloat((float) value);
        }
    }

    private Path file(Subject subject) {
        return folder.resolve(subject.fileName());
    }
}
