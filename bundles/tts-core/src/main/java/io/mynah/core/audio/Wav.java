package io.mynah.core.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes WAV files: mono, 16-bit PCM, with the plain 44-byte header that every program reads. */
public final class Wav {

    private static final int HEADER = 44;

    private Wav() {}

    /**
     * A whole file.
     *
     * @param blocks samples in their order
     * @throws IllegalArgumentException if it would not fit into an array
     */
    public static byte[] encode(List<short[]> blocks, int sampleRate) {
        long data = 2 * blocks.stream().mapToLong(block -> block.length).sum();
        if (data > Integer.MAX_VALUE - HEADER - 8) {
            throw new IllegalArgumentException(data + " bytes of audio do not fit into one WAV");
        }
        ByteBuffer file = ByteBuffer.allocate(HEADER + (int) data).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + (int) data).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 1); // PCM, mono
        file.putInt(sampleRate).putInt(2 * sampleRate);
        file.putShort((short) 2).putShort((short) 16); // bytes a frame, bits a sample
        file.put(ascii("data")).putInt((int) data);
        for (short[] block : blocks) {
            file.asShortBuffer().put(block);
            file.position(file.position() + 2 * block.length);
        }
        return file.array();
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
