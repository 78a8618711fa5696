package io.mynah.core.audio;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.output.DeferredFileOutputStream;

/**
 * Speech while it is written down, and then as a WAV file. What is longer than some twenty seconds goes into a temporary file,
 * since ten minutes are 29 MB and are sent only when they are whole. Recorded and read by one thread, closed
 * by any.
 */
public final class Recording implements WavFile, AutoCloseable {
    private static final int MOST_IN_MEMORY = 1 << 20;

    private final Path folder;
    private DeferredFileOutputStream data;
    private int sampleRate;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param folder for temporary files
     */
    public Recording(Path folder) {
        this.folder = folder;
        this.data = empty();
    }

    private DeferredFileOutputStream empty() {
        return DeferredFileOutputStream.builder()
                .setThreshold(MOST_IN_MEMORY)
                .setPrefix("speech-")
                .setSuffix(".pcm")
                .setDirectory(folder)
                .get();
    }

    /**
     * Adds samples.
     *
     * @throws ClosedChannelException if it has been closed
     * @throws IOException if there is no room for them
     */
    public synchronized void add(short[] samples) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        data.write(bytes.array());
    }

    /** Forgets what has been added. */
    public synchronized void clear() throws IOException {
        discard();
        data = empty();
    }

    /** Makes a file of it: there is no more to come. */
    public synchronized void finish(int rate) throws IOException {
        sampleRate = rate;
        data.close();
    }

    @Override
    public long length() {
        return WavHeader.PLAIN_BYTES + data.getByteCount();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(WavHeader.pcm16(sampleRate, data.getByteCount()));
        data.writeTo(out);
    }

    /** Removes the temporary file, if there is one; without effect the second time. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        discard();
    }

    private void discard() throws IOException {
        try {
            data.close();
        } finally {
            Path file = data.getPath();
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
