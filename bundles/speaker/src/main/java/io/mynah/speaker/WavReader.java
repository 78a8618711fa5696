package io.mynah.speaker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the samples of a WAV a block at a time, so that a clip of hours needs no more memory than one of seconds. PCM
 * of 8, 16, 24 or 32 bits and 32-bit float, mono or stereo, RIFF or RF64: what the voice library keeps. A data chunk
 * that declares more than there is ends with the file.
 *
 * <p>Not safe for use by several threads.
 */
final class WavReader implements Closeable {
    static final int LOWEST_RATE = 8_000;
    static final int HIGHEST_RATE = 192_000;

    /** Frames that {@link #read} delivers at most. */
    static final int BLOCK = 16_384;

    private static final int MOST_CHUNKS = 256;
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;

    private final FileChannel file;
    private final Format format;
    private final long start;
    private final long frames;
    private final ByteBuffer bytes;
    private long next;

    private record Format(boolean floats, int bits, int channels, int sampleRate) {
        int frameBytes() {
            return channels * bits / 8;
        }
    }

    private WavReader(FileChannel file, Format format, long start, long frames) {
        this.file = file;
        this.format = format;
        this.start = start;
        this.frames = frames;
        bytes = ByteBuffer.allocate(BLOCK * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException if the file cannot be read or is no such WAV */
    static WavReader open(Path wav) throws IOException {
        FileChannel file = FileChannel.open(wav, StandardOpenOption.READ);
        try {
            return open(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static WavReader open(FileChannel file) throws IOException {
        ByteBuffer riff = header(file, 0, 12);
        if ((!is(riff, 0, "RIFF") && !is(riff, 0, "RF64")) || !is(riff, 8, "WAVE")) {
            throw new IOException("not a WAV file");
        }
        Format format = null;
        long position = 12;
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            ByteBuffer head = header(file, position, 8);
            long length = Integer.toUnsignedLong(head.getInt(4));
            position += 8;
            if (is(head, 0, "fmt ")) {
                format = format(header(file, position, (int) Math.min(length, 40)));
            } else if (is(head, 0, "data")) {
                if (format == null) {
                    throw new IOException("samples before their format");
                }
                // 0xFFFFFFFF stands for a length that is told elsewhere (RF64) or nowhere.
                long present = Math.min(length == 0xFFFF_FFFFL ? Long.MAX_VALUE : length, file.size() - position);
                return new WavReader(file, format, position, present / format.frameBytes());
            }
            position += length + (length & 1);
        }
        throw new IOException("no samples within the first " + MOST_CHUNKS + " chunks");
    }

    private static Format format(ByteBuffer chunk) throws IOException {
        if (chunk.limit() < 16) {
            throw new IOException("the format chunk is too short");
        }
        int tag = Short.toUnsignedInt(chunk.getShort(0));
        if (tag == EXTENSIBLE && chunk.limit() >= 26) {
            tag = Short.toUnsignedInt(chunk.getShort(24));
        }
        int channels = Short.toUnsignedInt(chunk.getShort(2));
        int rate = chunk.getInt(4);
        int bits = Short.toUnsignedInt(chunk.getShort(14));
        boolean known = tag == PCM ? bits == 8 || bits == 16 || bits == 24 || bits == 32 : tag == FLOAT && bits == 32;
        if (!known || channels < 1 || channels > 2 || rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new IOException(
                    "encoding " + tag + " with " + bits + " bits, " + channels + " channels, " + rate + " Hz");
        }
        return new Format(tag == FLOAT, bits, channels, rate);
    }

    private static ByteBuffer header(FileChannel file, long position, int count) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) {
            if (file.read(header, position + header.position()) < 0) {
                throw new EOFException("the file ends within its headers");
            }
        }
        return header.flip();
    }

    private static boolean is(ByteBuffer bytes, int at, String id) {
        for (int i = 0; i < 4; i++) {
            if (bytes.get(at + i) != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int sampleRate() {
        return format.sampleRate;
    }

    int channels() {
        return format.channels;
    }

    /** Samples of each channel. */
    long frames() {
        return frames;
    }

    double seconds() {
        return (double) frames / format.sampleRate;
    }

    /** Goes on reading at this frame. */
    void seek(long frame) {
        next = Math.max(0, Math.min(frame, frames));
    }

    /**
     * Reads on.
     *
     * @param samples takes up to {@link #BLOCK} frames, channels interleaved, nominally in [-1, 1]
     * @return frames read, 0 at the end
     * @throws IOException if reading fails, or a sample is not a finite number
     */
    int read(float[] samples) throws IOException {
        int count = (int) Math.min(frames - next, Math.min(BLOCK, samples.length / format.channels));
        bytes.clear().limit(count * format.frameBytes());
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + next * format.frameBytes() + bytes.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        next += count;
        decode(samples, count * format.channels);
        return count;
    }

    private void decode(float[] samples, int count) throws IOException {
        switch (format.bits) {
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
                    samples[i] = format.floats ? bytes.getFloat(4 * i) : bytes.getInt(4 * i) * 0x1p-31f;
                    if (!Float.isFinite(samples[i])) {
                        throw new IOException("a sample is " + samples[i]);
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
