package io.mynah.audio.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of a file by position, through one window of 64 KiB that moves along: memory does not grow with the file, and
 * sizes that a file declares are never allocated. For one thread.
 */
final class FileWindow implements AutoCloseable {

    private static final int WINDOW = 64 * 1024;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long start;

    FileWindow(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /** The byte at a position, 0 to 255, or -1 outside of the file. */
    int u8(long position) throws IOException {
        if (position < 0 || position >= size) {
            return -1;
        }
        if (position < start || position >= start + window.limit()) {
            move(position);
            if (window.limit() == 0) {
                return -1; // the file has become shorter meanwhile
            }
        }
        return window.get((int) (position - start)) & 0xFF;
    }

    /** {@code count} bytes as one big-endian number; -1 if the file ends before. */
    long big(long position, int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int octet = u8(position + i);
            if (octet < 0) {
                return -1;
            }
            value = (value << 8) | octet;
        }
        return value;
    }

    /** {@code count} bytes as one little-endian number; -1 if the file ends before. */
    long little(long position, int count) throws IOException {
        return count == 8
                ? Long.reverseBytes(big(position, 8))
                : Math.max(-1, Long.reverseBytes(big(position, count)) >>> (64 - 8 * count));
    }

    boolean matches(long position, String magic) throws IOException {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (u8(position + i) != (expected[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code magic} stands next within {@code [from, to)}; -1 if nowhere. */
    long find(String magic, long from, long to) throws IOException {
        for (long position = from; position < Math.min(to, size); position++) {
            if (matches(position, magic)) {
                return position;
            }
        }
        return -1;
    }

    private void move(long position) throws IOException {
        start = Math.max(0, position - 64); // a little before, for those who step back
        window.clear();
        while (window.hasRemaining()) {
            if (channel.read(window, start + window.position()) < 0) {
                break;
            }
        }
        window.flip();
        if (position >= start + window.limit()) {
            window.limit(0);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
