package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavReaderTest {
    @TempDir
    Path folder;

    private float[] read(int tag, int channels, int bits, byte[] data) throws IOException {
        try (WavReader reader =
                WavReader.open(Signals.wav(folder.resolve("a.wav"), tag, channels, bits, 8_000, data))) {
            float[] samples = new float[100];
            int frames = reader.read(samples);
            assertEquals(0, reader.read(new float[100]));
            return Arrays.copyOf(samples, frames * channels);
        }
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void read_everyEncoding_givesTheSameNumbers() throws IOException {
        float[] expected = {0.5f, -0.25f, -1f};
        assertArrayEquals(expected, read(1, 1, 8, new byte[] {(byte) 192, 96, 0}));
        assertArrayEquals(
                expected,
                read(
                        1,
                        1,
                        16,
                        bytes(6).putShort((short) 16384)
                                .putShort((short) -8192)
                                .putShort((short) -32768)
                                .array()));
        assertArrayEquals(expected, read(1, 1, 24, new byte[] {0, 0, 64, 0, 0, -32, 0, 0, -128}));
        assertArrayEquals(
                expected,
                read(
                        1,
                        1,
                        32,
                        bytes(12)
                                .putInt(1 << 30)
                                .putInt(-1 << 29)
                                .putInt(1 << 31)
                                .array()));
        assertArrayEquals(
                expected,
                read(
                        3,
                        1,
                        32,
                        bytes(12).putFloat(0.5f).putFloat(-0.25f).putFloat(-1f).array()));
    }

    @Test
    void read_stereo_isInterleaved() throws IOException {
        assertArrayEquals(
                new float[] {0.5f, -0.25f, 0f, -1f}, read(1, 2, 8, new byte[] {(byte) 192, 96, (byte) 128, 0}));
    }

    @Test
    void read_notANumber_throws() {
        byte[] data = bytes(4).putFloat(Float.NaN).array();
        assertThrows(IOException.class, () -> read(3, 1, 32, data));
    }

    @Test
    void seek_anywhere_readsFromThere() throws IOException {
        Path wav = Signals.wav(folder.resolve("b.wav"), 1, 1, 8, 8_000, new byte[] {(byte) 192, 96, 0});
        try (WavReader reader = WavReader.open(wav)) {
            float[] samples = new float[3];
            reader.seek(2);
            assertEquals(1, reader.read(samples));
            assertEquals(-1f, samples[0]);
            reader.seek(99);
            assertEquals(0, reader.read(samples));
        }
    }

    @Test
    void open_dataCutOff_endsWithTheFile() throws IOException {
        Path wav = Signals.wav(folder.resolve("c.wav"), 1, 1, 16, 8_000, new byte[100]);
        Files.write(wav, Arrays.copyOf(Files.readAllBytes(wav), 44 + 51));
        try (WavReader reader = WavReader.open(wav)) {
            assertEquals(25, reader.frames());
            assertEquals(25, reader.read(new float[100]));
        }
    }

    @Test
    void open_otherFiles_throws() throws IOException {
        Path text = Files.writeString(folder.resolve("d.wav"), "This is no sound, but long enough for a header.");
        assertThrows(IOException.class, () -> WavReader.open(text));
        Path empty = Files.write(folder.resolve("e.wav"), new byte[0]);
        assertThrows(IOException.class, () -> WavReader.open(empty));
        Path slow = Signals.wav(folder.resolve("f.wav"), 1, 1, 16, 1, new byte[100]);
        assertThrows(IOException.class, () -> WavReader.open(slow));
        Path many = Signals.wav(folder.resolve("g.wav"), 1, 6, 16, 8_000, new byte[120]);
        assertThrows(IOException.class, () -> WavReader.open(many));
    }
}
