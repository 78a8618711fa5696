package io.mynah.audio.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where ffmpeg is: unpacked from this bundle at the first use into a folder that only this user can enter, taken away
 * at the end; or a program that the administrator names. Safe for use by several threads.
 */
final class FfmpegBinary implements AutoCloseable {

    /** Opens an entry of the bundle. */
    interface Entries {
        @Nullable InputStream open(String name) throws IOException;
    }

    private final Entries entries;
    private final Path folder;
    private final @Nullable Path named;
    private @Nullable Path unpacked;

    /**
     * @param folder private to this bundle; made when needed
     * @param named a program to use instead of the one within the bundle
     */
    FfmpegBinary(Entries entries, Path folder, @Nullable Path named) {
        this.entries = entries;
        this.folder = folder;
        this.named = named;
    }

    /** @throws IOException if there is none for this machine, or no room to unpack it */
    synchronized Path path() throws IOException {
        if (named != null) {
            return named;
        }
        if (unpacked == null) {
            unpacked = unpack();
        }
        return unpacked;
    }

    private Path unpack() throws IOException {
        String entry = entry(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (InputStream program = entries.open(entry)) {
            if (program == null) {
                throw new IOException("this bundle holds no ffmpeg for this machine (" + entry
                        + "); name one by ffmpeg.path of io.mynah.audio.convert");
            }
            PrivateFolder.create(folder);
            // A name of its own each time: what a killed server left behind is neither trusted nor in the way.
            Path target = Files.createTempFile(folder, "ffmpeg-", entry.endsWith(".exe") ? ".exe" : "");
            try {
                try (OutputStream out = Files.newOutputStream(target)) { // keeps the mode, 600, where copy() would not
                    program.transferTo(out);
                }
                if (!target.toFile().setExecutable(true, true)) {
                    throw new IOException("the unpacked ffmpeg cannot be made executable");
                }
                return target;
            } catch (IOException e) {
                Files.deleteIfExists(target);
                throw e;
            }
        }
    }

    /** JAVE2's names, one jar for each platform. */
    static String entry(String os, String architecture) {
        String lower = os.toLowerCase(Locale.ROOT);
        String suffix = lower.contains("windows") ? ".exe" : lower.contains("mac") ? "-osx" : "";
        return "ws/schild/jave/nativebin/ffmpeg-" + architecture + suffix;
    }

    /** Takes the unpacked program away. */
    @Override
    public synchronized void close() throws IOException {
        if (unpacked != null) {
            Files.deleteIfExists(unpacked);
            unpacked = null;
        }
    }
}
