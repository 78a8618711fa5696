package io.mynah.speaker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Sounds and files that tests are made of. */
final class Signals {
    private Signals() {}

    static float[] sine(double hz, double amplitude, double seconds, int sampleRate) {
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hz * i / sampleRate));
        }
        return samples;
    }

    /** White and normally distributed. */
    static float[] noise(double rms, double seconds, int sampleRate) {
        Random random = new Random(7);
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (rms * random.nextGaussian());
        }
        return samples;
    }

    static float[] join(float[]... parts) {
        FloatRow row = new FloatRow();
        for (float[] part : parts) {
            row.add(part, 0, part.length);
        }
        return row.toArray();
    }

    static float[] sum(float[] one, float[] other) {
        float[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i % other.length];
        }
        return sum;
    }

    static float[] scaled(float[] samples, double factor) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = (float) (factor * samples[i]);
        }
        return scaled;
    }

    static double rms(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    /** Writes mono 16-bit PCM, clipped at full scale. */
    static Path wav(Path file, float[] samples, int sampleRate) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            data.putShort((short) Math.max(-32768, Math.min(32767, Math.round(sample * 32768))));
        }
        return wav(file, 1, 1, 16, sampleRate, data.array());
    }

    /** Writes a file of any format. */
    static Path wav(Path file, int tag, int channels, int bits, int sampleRate, byte[] data) throws IOException {
        int frameBytes = channels * bits / 8;
        ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + data.length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) tag).putShort((short) channels);
        wav.putInt(sampleRate).putInt(sampleRate * frameBytes);
        wav.putShort((short) frameBytes).putShort((short) bits);
        wav.put(ascii("data")).putInt(data.length).put(data);
        return Files.write(file, wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
