package io.mynah.itests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Voice clips that tests make themselves. */
final class Wavs {

    private Wavs() {}

    /** A mono 16-bit WAV with a tone of 220 Hz. */
    static byte[] tone(double seconds, int rate) {
        int samples = (int) Math.round(seconds * rate);
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples);
        header(wav, rate, 1, 2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (8_000 * Math.sin(2 * Math.PI * 220 * i / rate)));
        }
        return wav.array();
    }

    /** A header that says what it likes, before {@code actual} bytes of silence. */
    static byte[] silence(int rate, int channels, int declared, int actual) {
        ByteBuffer wav = ByteBuffer.allocate(44 + actual);
        header(wav, rate, channels, declared);
        return wav.array();
    }

    /** A mono 16-bit WAV of samples in [-1, 1]. */
    static byte[] of(float[] samples, int rate) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            pcm.putShort((short) Math.max(-32_768, Math.min(32_767, Math.round(32_767 * sample))));
        }
        return pcm(rate, pcm.array());
    }

    /** A mono 16-bit WAV of what follows its header. */
    static byte[] pcm(int rate, byte[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + samples.length);
        header(wav, rate, 1, samples.length);
        return wav.put(samples).array();
    }

    private static void header(ByteBuffer wav, int rate, int channels, int declared) {
        wav.order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + declared).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
        wav.putInt(rate)
                .putInt(2 * channels * rate)
                .putShort((short) (2 * channels))
                .putShort((short) 16);
        wav.put(ascii("data")).putInt(declared);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
