package io.mynah.speaker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What {@code src/test/scripts/record.py} recorded. */
final class Recorded {
    private static final int WAV_HEADER = 44;

    private Recorded() {}

    /** 7.6 s of the voice heart, one sentence, at 16 kHz. */
    static float[] heart() {
        ByteBuffer wav = bytes("heart.wav");
        float[] samples = new float[(wav.limit() - WAV_HEADER) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = wav.getShort(WAV_HEADER + 2 * i) / 32768f;
        }
        return samples;
    }

    static float[] floats(String name) {
        ByteBuffer bytes = bytes(name);
        float[] floats = new float[bytes.limit() / 4];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    static List<String> lines(String name) {
        return StandardCharsets.US_ASCII.decode(bytes(name)).toString().lines().toList();
    }

    private static ByteBuffer bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
