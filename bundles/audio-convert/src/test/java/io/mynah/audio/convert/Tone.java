package io.mynah.audio.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sine as a WAV, and what is left of it after conversions. */
final class Tone {

    private final int rate;
    private final double[] samples;

    private Tone(int rate, double[] samples) {
        this.rate = rate;
        this.samples = samples;
    }

    int rate() {
        return rate;
    }

    int count() {
        return samples.length;
    }

    static Tone sine(double hertz, double amplitude, int rate, int count) {
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            samples[i] = amplitude * Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return new Tone(rate, samples);
    }

    Path write(Path file) throws IOException {
        return write(file, 1);
    }

    /** Every channel carries the same. */
    Path write(Path file, int channels) throws IOException {
        int bytes = samples.length * 2 * channels;
        ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(rate * 2 * channels);
        wav.putShort((short) (2 * channels)).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (double sample : samples) {
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort((short) Math.round(sample * 32767));
            }
        }
        return Files.write(file, wav.array());
    }

    /** Reads what {@link Conversion#toWav} writes: mono, 16 bit. */
    static Tone read(Path file) throws IOException {
        ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.getShort(22) != 1 || wav.getShort(34) != 16) {
            throw new IOException(wav.getShort(22) + " channels, " + wav.getShort(34) + " bits");
        }
        int data = 36;
        while (wav.getInt(data) != 0x61746164) { // "data"; an extensible header is longer
            data += 4;
        }
        double[] samples = new double[(wav.limit() - data - 8) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = wav.getShort(data + 8 + 2 * i) / 32767.0;
        }
        return new Tone(wav.getInt(24), samples);
    }

    double seconds() {
        return (double) samples.length / rate;
    }

    double rms() {
        double sum = 0;
        for (double sample : samples) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    /** By counting how often the signal rises through zero. */
    double hertz() {
        int rises = 0;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                rises++;
            }
        }
        return rises / seconds();
    }
}
