package io.mynah.api.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a WAV file says of itself, checked before any decoder sees it: the JDK's own spins for ever on a sample rate of
 * -1 and runs out of memory at 1 Hz. Only headers are read, a few dozen bytes whatever they declare; {@link WavReader} reads
 * the samples.
 *
 * <p>Accepted: RIFF (Microsoft's Multimedia Programming Interface and Data Specifications 1.0) and RF64 (EBU
 * Tech 3306); PCM of 8, 16, 24 or 32 bits and 32-bit float, plain or WAVE_FORMAT_EXTENSIBLE; 1 or 2 channels; 8,000 to 192,000 Hz. A file shorter than it declares has been cut and is
 * refused, as is one whose writer never came to fill in the size (0xFFFFFFFF).
 *
 * @param sampleRate in Hz
 * @param channels 1 or 2
 * @param bits of one sample
 * @param floats whether samples are floating-point numbers
 * @param frames samples of each channel
 * @param start where they begin in the file, in bytes
 */
public record WavHeader(int sampleRate, int channels, int bits, boolean floats, long frames, long start) {

    /** In Hz. */
    public static final int LOWEST_RATE = 8_000;
    /** In Hz. */
    public static final int HIGHEST_RATE = 192_000;

    /** Editors write a handful; thousands would be there to keep us busy. */
    private static final int MOST_CHUNKS = 256;

    private static final long UNKNOWN = 0xFFFF_FFFFL;
    private static final int FORMAT_BYTES = 40;

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    /** The last 14 bytes of KSDATAFORMAT_SUBTYPE_…; the first two are the format. */
    private static final byte[] SUBTYPE = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    /** Bytes of the plain header that every program reads, {@link #pcm16}. */
    public static final int PLAIN_BYTES = 44;

    /**
     * The plain header of a file of 16-bit PCM, mono.
     *
     * @param dataBytes of samples, which follow it
     * @throws IllegalArgumentException if a WAV cannot be as long
     */
    public static byte[] pcm16(int sampleRate, long dataBytes) {
        if (dataBytes < 0 || dataBytes > Integer.MAX_VALUE - PLAIN_BYTES) {
            throw new IllegalArgumentException(dataBytes + " bytes of samples");
        }
        int size = (int) dataBytes;
        return ByteBuffer.allocate(PLAIN_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(fourCc("RIFF"))
                .putInt(PLAIN_BYTES - 8 + size)
                .putInt(fourCc("WAVE"))
                .putInt(fourCc("fmt "))
                .putInt(16)
                .putShort((short) PCM)
                .putShort((short) 1) // channel
                .putInt(sampleRate)
                .putInt(2 * sampleRate)
                .putShort((short) 2) // bytes a frame
                .putShort((short) 16) // bits a sample
                .putInt(fourCc("data"))
                .putInt(size)
                .array();
    }

    /** How long it plays. */
    public double seconds() {
        return (double) frames / sampleRate;
    }

    /**
     * Reads the headers of a file.
     *
     * @throws InvalidWavException if it is no WAV that is accepted
     * @throws IOException if it cannot be read
     */
    public static WavHeader read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        }
    }

    /** The same for a file that is open; its position is neither used nor changed. */
    static WavHeader read(FileChannel file) throws IOException {
        try {
            return chunks(file);
        } catch (EOFException e) {
            throw new InvalidWavException("the file ends within its headers");
        }
    }

    private static WavHeader chunks(FileChannel file) throws IOException {
        long size = file.size();
        ByteBuffer riff = bytes(file, 0, 12);
        int form = riff.getInt(0);
        boolean rf64 = form == fourCc("RF64");
        if ((!rf64 && form != fourCc("RIFF")) || riff.getInt(8) != fourCc("WAVE")) {
            throw new InvalidWavException("not a WAV file");
        }
        long declared = unsigned(riff, 4);
        WavHeader format = null;
        long data64 = UNKNOWN;
        long position = 12;
        for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
            ByteBuffer chunk = bytes(file, position, 8);
            int id = chunk.getInt(0);
            long length = unsigned(chunk, 4);
            position += 8;
            if (rf64 && id == fourCc("ds64")) {
                ByteBuffer sizes = bytes(file, position, 16);
                declared = declared == UNKNOWN ? sizes.getLong(0) : declared;
                data64 = sizes.getLong(8);
            } else if (id == fourCc("fmt ") && format == null) {
                format = format(bytes(file, position, (int) Math.min(length, FORMAT_BYTES)));
            } else if (id == fourCc("data")) {
                if (format == null) {
                    throw new InvalidWavException("samples before the format");
                }
                // One byte of tolerance: the padding of an odd last chunk is declared by some and written by few.
                if (declared < 0 || declared > size - 8 + 1) {
                    throw new InvalidWavException("the file is shorter than it declares");
                }
                return format.withData(rf64 && length == UNKNOWN ? data64 : length, position, size - position);
            }
            position += length + (length & 1);
        }
        throw new InvalidWavException("no samples within the first " + MOST_CHUNKS + " chunks");
    }

    private static WavHeader format(ByteBuffer chunk) throws InvalidWavException {
        if (chunk.limit() < 16) {
            throw new InvalidWavException("format chunk too short");
        }
        int tag = chunk.getShort(0) & 0xFFFF;
        int channels = chunk.getShort(2) & 0xFFFF;
        long rate = unsigned(chunk, 4);
        int frameBytes = chunk.getShort(12) & 0xFFFF;
        int bits = chunk.getShort(14) & 0xFFFF;
        if (tag == EXTENSIBLE) {
            tag = subFormat(chunk);
        }
        boolean known = tag == PCM ? bits == 8 || bits == 16 || bits == 24 || bits == 32 : tag == FLOAT && bits == 32;
        if (!known) {
            throw new InvalidWavException("encoding " + tag + " with " + bits + " bits");
        }
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new InvalidWavException("sample rate " + rate + " Hz");
        }
        if (channels < 1 || channels > 2 || frameBytes != channels * bits / 8) {
            throw new InvalidWavException(channels + " channels in frames of " + frameBytes + " bytes");
        }
        return new WavHeader((int) rate, channels, bits, tag == FLOAT, 0, 0);
    }

    private static int subFormat(ByteBuffer chunk) throws InvalidWavException {
        if (chunk.limit() < FORMAT_BYTES || !chunk.slice(26, SUBTYPE.length).equals(ByteBuffer.wrap(SUBTYPE))) {
            throw new InvalidWavException("unknown extensible encoding");
        }
        return chunk.getShort(24) & 0xFFFF;
    }

    /** Bytes of one sample of each channel. */
    int frameBytes() {
        return channels * bits / 8;
    }

    private WavHeader withData(long declared, long position, long present) throws InvalidWavException {
        if (declared < 0 || declared > present) {
            throw new InvalidWavException(declared + " bytes of samples declared, " + present + " present");
        }
        long whole = declared / frameBytes();
        if (whole == 0) {
            throw new InvalidWavException("no samples");
        }
        return new WavHeader(sampleRate, channels, bits, floats, whole, position);
    }

    private static ByteBuffer bytes(FileChannel file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    private static long unsigned(ByteBuffer bytes, int index) {
        return Integer.toUnsignedLong(bytes.getInt(index));
    }

    private static int fourCc(String id) {
        return id.charAt(0) | id.charAt(1) << 8 | id.charAt(2) << 16 | id.charAt(3) << 24;
    }
}
