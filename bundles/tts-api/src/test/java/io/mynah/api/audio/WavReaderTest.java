package io.mynah.api.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavReaderTest {

    private static final float[] NUMBERS = {0.5f, -0.25f, -1f};

    @TempDir
    private Path folder;

    private Path file(WavBytes wav) throws IOException {
        return Files.write(folder.resolve("a.wav"), wav.bytes());
    }

    private float[] read(WavBytes wav) throws IOException {
        try (WavReader reader = WavReader.open(file(wav))) {
            float[] samples = new float[100];
            int frames = reader.read(samples);
            assertEquals(reader.header().frames(), frames);
            assertEquals(0, reader.read(new float[100]));
            return Arrays.copyOf(samples, frames * reader.header().channels());
        }
    }

    private static byte[] floats(float... samples) {
        byte[] bytes = new byte[Float.BYTES * samples.length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(samples);
        return bytes;
    }

    static Stream<Arguments> encodings() {
        byte[] sixteen = {0, 0x40, 0, -0x20, 0, -0x80};
        byte[] twentyFour = {0, 0, 0x40, 0, 0, -0x20, 0, 0, -0x80};
        byte[] thirtyTwo = {0, 0, 0, 0x40, 0, 0, 0, -0x20, 0, 0, 0, -0x80};
        return Stream.of(
                arguments("8", WavBytes.good().bits(8).data(new byte[] {(byte) 192, 96, 0})),
                arguments("16", WavBytes.good().data(sixteen)),
                arguments("24", WavBytes.good().bits(24).data(twentyFour)),
                arguments("32", WavBytes.good().bits(32).data(thirtyTwo)),
                arguments("float", WavBytes.good().tag(3).bits(32).data(floats(NUMBERS))),
                arguments(
                        "extensible 24",
                        WavBytes.good()
                                .tag(0xFFFE)
                                .bits(24)
                                .fmtTail(WavBytes.extension(1, 24))
                                .data(twentyFour)),
                arguments(
                        "extensible float",
                        WavBytes.good()
                                .tag(0xFFFE)
                                .bits(32)
                                .fmtTail(WavBytes.extension(3, 32))
                                .data(floats(NUMBERS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void read_everyEncoding_givesTheSameNumbers(String name, WavBytes wav) throws IOException {
        assertArrayEquals(NUMBERS, read(wav));
    }

    @Test
    void read_stereo_isInterleaved() throws IOException {
        byte[] data = {(byte) 192, 96, (byte) 128, 0};
        assertArrayEquals(
                new float[] {0.5f, -0.25f, 0f, -1f},
                read(WavBytes.good().bits(8).channels(2).data(data)));
    }

    @Test
    void read_chunksBehindTheSamples_areNoSound() throws IOException {
        byte[] loud = WavBytes.chunk("LIST", 64);
        Arrays.fill(loud, 8, loud.length, (byte) 0x7F);
        assertArrayEquals(
                NUMBERS,
                read(WavBytes.good().tag(3).bits(32).data(floats(NUMBERS)).after(loud)));
        assertArrayEquals(
                NUMBERS,
                read(WavBytes.good()
                        .form("RF64")
                        .before(WavBytes.ds64(44 - 8 + 36 + 12, 12))
                        .tag(3)
                        .bits(32)
                        .data(floats(NUMBERS))
                        .declaredFile(0xFFFF_FFFFL)
                        .declaredData(0xFFFF_FFFFL)
                        .after(loud)),
                "the size of an RF64 is in another chunk");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void read_noFiniteNumber_throws(float sample) throws IOException {
        WavBytes wav = WavBytes.good().tag(3).bits(32).data(floats(0, sample));
        assertThrows(InvalidWavException.class, () -> read(wav));
        try (WavReader reader = WavReader.open(file(wav))) {
            assertThrows(InvalidWavException.class, reader::check);
        }
    }

    @Test
    void check_clipOfSeveralBlocks_readsToItsLastSample() throws IOException {
        float[] samples = new float[2 * WavReader.BLOCK + 7];
        samples[samples.length - 1] = 3e38f; // far beyond full scale, and a number all the same
        try (WavReader reader =
                WavReader.open(file(WavBytes.good().tag(3).bits(32).data(floats(samples))))) {
            assertDoesNotThrow(reader::check);
        }
        samples[samples.length - 1] = Float.NaN;
        try (WavReader reader =
                WavReader.open(file(WavBytes.good().tag(3).bits(32).data(floats(samples))))) {
            assertThrows(InvalidWavException.class, reader::check);
        }
    }

    @Test
    void seek_anywhere_readsFromThere() throws IOException {
        Path wav = file(WavBytes.good().bits(8).data(new byte[] {(byte) 192, 96, 0}));
        try (WavReader reader = WavReader.open(wav)) {
            float[] samples = new float[3];
            reader.seek(2);
            assertEquals(1, reader.read(samples));
            assertEquals(-1f, samples[0]);
            reader.seek(99);
            assertEquals(0, reader.read(samples));
            reader.seek(-1);
            assertEquals(3, reader.read(samples));
        }
    }

    @Test
    void read_fileCutWhileItIsOpen_throws() throws IOException {
        Path wav = file(WavBytes.good());
        try (WavReader reader = WavReader.open(wav);
                FileChannel other = FileChannel.open(wav, StandardOpenOption.WRITE)) {
            other.truncate(100);
            assertThrows(InvalidWavException.class, () -> reader.read(new float[100]));
        }
    }

    /** Whoever opens a file must be able to remove it when it is none that can be read. */
    @Test
    void open_badFile_throwsAndLeavesNothingOpen() throws IOException {
        Path wav = file(WavBytes.good().rate(-1).frames(4));
        assertEquals(52, Files.size(wav), "the JDK's own reader spins for ever on it");
        assertThrows(InvalidWavException.class, () -> WavReader.open(wav));
        Files.delete(wav);
        assertThrows(IOException.class, () -> WavReader.open(wav));
    }
}
