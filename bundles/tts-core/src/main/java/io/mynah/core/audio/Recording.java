package io.mynah.core.audio;

import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.output.DeferredFileOutputStream;

/**
 * Speech while it is written down, and then as a WAV file. What is longer than some twenty seconds goes into a temporary file,
 * since a long text is hundreds of megabytes of audio and is sent only when it is whole. Recorded and read by one thread, closed
 * by any.
 */
public final class Recording implements WavFile, AutoCloseable {
    private static final int HEADER = 44;
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
        return HEADER + data.getByteCount();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(header());
        data.writeTo(out);
    }

    /** The plain header that every program reads. The memory of audio is bounded far below what an int counts. */
    private byte[] header() {
        int size = Math.toIntExact(data.getByteCount());
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER - 8 + size)
                .put(ascii("WAVE"))
                .put(ascii("fmt "))
                .putInt(16)
                .putShort((short) 1) // PCM
                .putShort((short) 1) // mono
                .putInt(sampleRate)
                .putInt(2 * sampleRate)
                .putShort((short) 2) // bytes a frame
                .putShort((short) 16) // bits a sample
                .put(ascii("data"))
                .putInt(size)
                .array();
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Removes the temporary file, if there is one; without effect the second time. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        discard();
    }

    private void discard() throws IOException {
        data.close();
        Path file = data.getPath();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
