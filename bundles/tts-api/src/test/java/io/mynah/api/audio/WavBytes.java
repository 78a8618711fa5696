package io.mynah.api.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files, good ones and all kinds of bad ones. */
final class WavBytes {

    private String form = "RIFF";
    private int tag = 1;
    private int channels = 1;
    private int rate = 8_000;
    private int bits = 16;
    private int frames = 5 * 8_000;
    private Long declaredData;
    private Long declaredFile;
    private Integer frameBytes;
    private byte[] data = {};
    private byte[] before = {};
    private byte[] fmtTail = {};
    private byte[] after = {};

    static WavBytes good() {
        return new WavBytes();
    }

    static byte[] ofSeconds(double seconds) {
        return good().frames((int) Math.round(seconds * 8_000)).bytes();
    }

    WavBytes form(String value) {
        form = value;
        return this;
    }

    WavBytes tag(int value) {
        tag = value;
        return this;
    }

    WavBytes channels(int value) {
        channels = value;
        return this;
    }

    WavBytes rate(int value) {
        rate = value;
        return this;
    }

    WavBytes bits(int value) {
        bits = value;
        return this;
    }

    WavBytes frames(int value) {
        frames = value;
        return this;
    }

    /** The samples themselves, which are silence otherwise; to be called after the format is set. */
    WavBytes data(byte[] value) {
        data = value;
        return frames(value.length / (channels * bits / 8));
    }

    WavBytes declaredData(long value) {
        declaredData = value;
        return this;
    }

    WavBytes declaredFile(long value) {
        declaredFile = value;
        return this;
    }

    WavBytes frameBytes(int value) {
        frameBytes = value;
        return this;
    }

    /** Chunks between the format and the samples. */
    WavBytes before(byte[]... chunks) {
        before = join(chunks);
        return this;
    }

    /** What follows the first 16 bytes of the format. */
    WavBytes fmtTail(byte[] value) {
        fmtTail = value;
        return this;
    }

    WavBytes after(byte[] value) {
        after = value;
        return this;
    }

    static byte[] chunk(String id, int length) {
        ByteBuffer chunk = buffer(8 + length + (length & 1));
        chunk.put(ascii(id)).putInt(length);
        return all(chunk);
    }

    /** The extension of WAVE_FORMAT_EXTENSIBLE. */
    static byte[] extension(int format, int validBits) {
        ByteBuffer extension = buffer(24);
        extension.putShort((short) 22).putShort((short) validBits).putInt(4).putShort((short) format);
        extension.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        return all(extension);
    }

    static byte[] ds64(long file, long data) {
        ByteBuffer chunk = buffer(36);
        chunk.put(ascii("ds64")).putInt(28).putLong(file).putLong(data);
        return all(chunk);
    }

    private static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.rewind().get(bytes);
        return bytes;
    }

    byte[] bytes() {
        int size = frameBytes != null ? frameBytes : channels * bits / 8;
        int dataBytes = frames * channels * bits / 8;
        byte[] ds64 = form.equals("RF64") ? before : new byte[0];
        byte[] others = form.equals("RF64") ? new byte[0] : before;
        int length = 12 + ds64.length + 24 + fmtTail.length + others.length + 8 + dataBytes + after.length;
        ByteBuffer wav = buffer(length);
        wav.put(ascii(form))
                .putInt((int) (declaredFile != null ? declaredFile : length - 8))
                .put(ascii("WAVE"));
        wav.put(ds64);
        wav.put(ascii("fmt ")).putInt(16 + fmtTail.length);
        wav.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * size);
        wav.putShort((short) size).putShort((short) bits).put(fmtTail);
        wav.put(others);
        wav.put(ascii("data")).putInt((int) (declaredData != null ? declaredData : dataBytes));
        wav.put(data);
        wav.position(length - after.length).put(after);
        return all(wav);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all(all);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
