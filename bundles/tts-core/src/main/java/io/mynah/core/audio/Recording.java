package io.mynah.core.audio;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speech while it is written down, and then as a WAV file. What is longer than some twenty seconds goes into a temporary file,
 * since ten minutes are 29 MB and are sent only when they are whole. Recorded and read by one thread, closed
 * by any.
 */
public final class Recording implements WavFile, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
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
        this.data = empty(MOST_IN_MEMORY);
    }

    private DeferredFileOutputStream empty(int mostInMemory) {
        return DeferredFileOutputStream.builder()
                .setThreshold(mostInMemory)
                .setPrefix("speech-")
                .setSuffix(".pcm")
                .setDirectory(folder)
                .get();
    }

    /**
     * Adds samples.
     *
     * @throws ClosedChannelException if it has been closed
     * @throws IOException if what has been added before cannot be read any more
     */
    public synchronized void add(short[] samples) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        long before = data.getByteCount();
        try {
            data.write(bytes.array());
        } catch (IOException e) {
            keepInMemory(before, e);
            data.write(bytes.array());
        }
    }

    /** The disk is full, or the folder has gone: then it is memory, which has been counted on. */
    private void keepInMemory(long length, IOException failure) throws IOException {
        LOG.debug("Speech stays in memory", failure);
        DeferredFileOutputStream memory = empty(Integer.MAX_VALUE);
        try {
            if (data.isInMemory()) {
                memory.write(data.getData());
            } else {
                try (InputStream file = Files.newInputStream(data.getPath())) {
                    IOUtils.copyLarge(file, memory, 0, length); // of the last block there may be a part
                }
            }
            discard();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        if (memory.getByteCount() != length) {
            throw failure;
        }
        data = memory;
    }

    /** Forgets what has been added. */
    public synchronized void clear() throws IOException {
        discard();
        data = empty(MOST_IN_MEMORY);
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
