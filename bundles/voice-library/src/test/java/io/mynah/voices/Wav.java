package io.mynah.voices;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files of silence; mono, 8,000 Hz. */
final class Wav {

    private static final int RATE = 8_000;

    private Wav() {}

    /** Of 16 bits. */
    static byte[] ofSeconds(double seconds) {
        int frames = (int) Math.round(seconds * RATE);
        return file(1, 2, new byte[2 * frames]);
    }

    /** Of five seconds in floating-point numbers, of which the last one is this. */
    static byte[] endingWith(float sample) {
        byte[] samples = new byte[5 * RATE * Float.BYTES];
        ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN).putFloat(samples.length - Float.BYTES, sample);
        return file(3, Float.BYTES, samples);
    }

    private static byte[] file(int tag, int frameBytes, byte[] samples) {
        byte[] wav = new byte[44 + samples.length];
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(wav.length - 8)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) tag)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) (8 * frameBytes))
                .put(ascii("data"))
                .putInt(samples.length)
                .put(samples);
        return wav;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
