package io.mynah.api.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the samples of a WAV a block at a time, so that a clip of hours needs no more memory than one of seconds. Which files
 * are accepted {@link WavHeader} tells.
 *
 * <p>Not safe for use by several threads. Whoever opens it closes it.
 */
public final class WavReader implements Closeable {

    /** Frames that {@link #read} delivers at most. */
    public static final int BLOCK = 16_384;

    private final FileChannel file;
    private final WavHeader header;
    private final ByteBuffer bytes;
    private long next;

    private WavReader(FileChannel file, WavHeader header) {
        this.file = file;
        this.header = header;
        bytes = ByteBuffer.allocate(BLOCK * header.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens a file at its first sample.
     *
     * @throws InvalidWavException if it is no WAV that is accepted
     * @throws IOException if it cannot be read
     */
    public static WavReader open(Path wav) throws IOException {
        FileChannel file = FileChannel.open(wav, StandardOpenOption.READ);
        try {
            return new WavReader(file, WavHeader.read(file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What the file says of itself. */
    public WavHeader header() {
        return header;
    }

    /** Goes on reading at this frame; one that is not there is taken for the nearest one, or the end. */
    public void seek(long frame) {
        next = Math.max(0, Math.min(frame, header.frames()));
    }

    /**
     * Reads on.
     *
     * @param samples takes up to {@link #BLOCK} frames, channels interleaved, nominally in [-1, 1]
     * @return frames read, 0 at the end
     * @throws InvalidWavException if the file has become shorter, or a sample is not a finite number: a single one would
     *     make NaN of whatever is computed of the clip
     * @throws IOException if reading fails
     */
    public int read(float[] samples) throws IOException {
        int count = (int) Math.min(header.frames() - next, Math.min(BLOCK, samples.length / header.channels()));
        bytes.clear().limit(count * header.frameBytes());
        while (bytes.hasRemaining()) {
            if (file.read(bytes, header.start() + next * header.frameBytes() + bytes.position()) < 0) {
                throw new InvalidWavException("the file has become shorter");
            }
        }
        next += count;
        decode(samples, count * header.channels());
        return count;
    }

    /** Reads on to the end: if that succeeds, every sample is a finite number. */
    public void check() throws IOException {
        float[] block = new float[BLOCK * header.channels()];
        int frames;
        do {
            frames = read(block);
        } while (frames > 0);
    }

    private void decode(float[] samples, int count) throws IOException {
        switch (header.bits()) {
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    samples[i] = (Byte.toUnsignedInt(bytes.get(i)) - 128) * 0x1p-7f;
                }
            }
            case 16 -> {
                for (int i = 0; i < count; i++) {
                    samples[i] = bytes.getShort(2 * i) * 0x1p-15f;
                }
            }
            case 24 -> {
                for (int i = 0; i < count; i++) {
                    int low = Short.toUnsignedInt(bytes.getShort(3 * i));
                    samples[i] = (bytes.get(3 * i + 2) << 16 | low) * 0x1p-23f;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    samples[i] = header.floats() ? bytes.getFloat(4 * i) : bytes.getInt(4 * i) * 0x1p-31f;
                    if (!Float.isFinite(samples[i])) {
                        throw new InvalidWavException("a sample is " + samples[i]);
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
