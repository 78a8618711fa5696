package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WavHeaderTest {

    @TempDir
    private Path folder;

    private WavHeader read(byte[] wav) throws IOException, UnreadableClipException {
        return WavHeader.read(Files.write(folder.resolve("a.wav"), wav));
    }

    static Stream<Arguments> good() {
        return Stream.of(
                arguments("PCM 16", Wav.good(), 5.0),
                arguments("PCM 8", Wav.good().bits(8), 5.0),
                arguments("PCM 24 stereo", Wav.good().bits(24).channels(2), 5.0),
                arguments("PCM 32", Wav.good().bits(32), 5.0),
                arguments("float 32", Wav.good().tag(3).bits(32), 5.0),
                arguments("lowest rate", Wav.good().rate(8_000).frames(8_000), 1.0),
                arguments("highest rate", Wav.good().rate(192_000).frames(192_000), 1.0),
                arguments("extensible PCM 24", Wav.good().tag(0xFFFE).bits(24).fmtTail(Wav.extension(1, 20)), 5.0),
                arguments("extensible float", Wav.good().tag(0xFFFE).bits(32).fmtTail(Wav.extension(3, 32)), 5.0),
                arguments("format of 18 bytes", Wav.good().fmtTail(new byte[2]), 5.0),
                arguments(
                        "chunks before the samples",
                        Wav.good().before(Wav.chunk("LIST", 26), Wav.chunk("fact", 4)),
                        5.0),
                arguments("odd chunk with padding", Wav.good().before(Wav.chunk("LIST", 13)), 5.0),
                arguments("chunks after the samples", Wav.good().after(Wav.chunk("LIST", 26)), 5.0),
                arguments(
                        "odd data without padding",
                        Wav.good().bits(8).frames(40_001).declaredFile(40_038),
                        5.000125),
                arguments("bytes of no whole frame", Wav.good().declaredData(80_000 - 1), 4.999875),
                arguments("junk behind the end", Wav.good().declaredFile(80_036).after(new byte[100]), 5.0),
                arguments(
                        "RF64",
                        Wav.good()
                                .form("RF64")
                                .before(Wav.ds64(80_072, 80_000))
                                .declaredFile(0xFFFF_FFFFL)
                                .declaredData(0xFFFF_FFFFL),
                        5.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void read_goodFile_tellsItsLength(String name, Wav wav, double seconds) throws Exception {
        assertEquals(seconds, read(wav.bytes()).seconds());
    }

    @Test
    void read_goodFile_tellsItsFormat() throws Exception {
        assertEquals(
                new WavHeader(44_100, 2, 32, true, 1000, 44),
                read(Wav.good()
                        .tag(3)
                        .bits(32)
                        .rate(44_100)
                        .channels(2)
                        .frames(1000)
                        .bytes()));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("rate -1 in 52 bytes", Wav.good().rate(-1).frames(4)),
                arguments("rate 0", Wav.good().rate(0)),
                arguments("rate 1", Wav.good().rate(1).frames(10_000)),
                arguments("rate 7999", Wav.good().rate(7_999)),
                arguments("rate 192001", Wav.good().rate(192_001)),
                arguments("no channel", Wav.good().channels(0).frameBytes(2)),
                arguments("3 channels", Wav.good().channels(3)),
                arguments("65535 channels", Wav.good().channels(65_535).frames(1)),
                arguments("12 bits", Wav.good().bits(12).frameBytes(2)),
                arguments("0 bits", Wav.good().bits(0)),
                arguments("64 bits", Wav.good().bits(64)),
                arguments("float 64", Wav.good().tag(3).bits(64)),
                arguments("ADPCM", Wav.good().tag(2).bits(4)),
                arguments("MP3 in WAV", Wav.good().tag(0x55)),
                arguments("frame of wrong size", Wav.good().frameBytes(4)),
                arguments("frame of no size", Wav.good().frameBytes(0)),
                arguments("extensible without extension", Wav.good().tag(0xFFFE)),
                arguments("extensible of unknown kind", Wav.good().tag(0xFFFE).fmtTail(new byte[24])),
                arguments("extensible ADPCM", Wav.good().tag(0xFFFE).fmtTail(Wav.extension(2, 16))),
                arguments("data size unknown", Wav.good().declaredData(0xFFFF_FFFFL)),
                arguments("data beyond the end", Wav.good().declaredData(80_001)),
                arguments("file beyond the end", Wav.good().declaredFile(80_040)),
                arguments("file size unknown", Wav.good().declaredFile(0xFFFF_FFFFL)),
                arguments("no samples", Wav.good().frames(0)),
                arguments("less than one frame", Wav.good().frames(10).declaredData(1)),
                arguments("big endian", Wav.good().form("RIFX")),
                arguments(
                        "RF64 without sizes",
                        Wav.good().form("RF64").declaredFile(0xFFFF_FFFFL).declaredData(0xFFFF_FFFFL)),
                arguments(
                        "RF64 with negative size",
                        Wav.good()
                                .form("RF64")
                                .before(Wav.ds64(80_072, -1))
                                .declaredFile(0xFFFF_FFFFL)
                                .declaredData(0xFFFF_FFFFL)),
                arguments("endless chunks", Wav.good().before(empty(300))),
                arguments("chunk beyond the end", Wav.good().before(huge())));
    }

    private static byte[][] empty(int count) {
        byte[][] chunks = new byte[count][];
        Arrays.fill(chunks, Wav.chunk("JUNK", 0));
        return chunks;
    }

    private static byte[] huge() {
        byte[] chunk = Wav.chunk("JUNK", 0);
        Arrays.fill(chunk, 4, 8, (byte) 0xFF);
        return chunk;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void read_badFile_isUnreadable(String name, Wav wav) {
        assertThrows(UnreadableClipException.class, () -> read(wav.bytes()));
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void read_fileCutAnywhere_isUnreadable(int length) {
        byte[] wav = Wav.good().frames(20).bytes();

        assertThrows(UnreadableClipException.class, () -> read(Arrays.copyOf(wav, length)));
    }

    static Stream<Integer> prefixes() {
        return Stream.iterate(0, i -> i + 1).limit(44 + 40);
    }

    @Test
    void read_page_isUnreadable() {
        assertThrows(
                UnreadableClipException.class,
                () -> read("<html><body>404</body></html>".repeat(100).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void read_fourGigabytes_readsOnlyTheHeader() throws Exception {
        Path sparse = Files.write(
                folder.resolve("sparse.wav"),
                Wav.good()
                        .declaredData(0xFFFF_FFF0L)
                        .declaredFile(0xFFFF_FFF8L)
                        .frames(0)
                        .bytes());
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(1L << 32 | 1 << 20);
        }

        assertEquals(0xFFFF_FFF0L / 2, WavHeader.read(sparse).frames());
    }

    @Test
    void read_aThousandMutations_giveAHeaderWithinTheLimitsOrNone() throws Exception {
        byte[] good = Wav.good().before(Wav.chunk("LIST", 8)).frames(100).bytes();
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bad = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bad[random.nextInt(64)] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(4));
            }
            try {
                WavHeader header = read(bad);
                long bytes = header.frames() * header.channels() * header.bits() / 8;
                assertTrue(bytes > 0 && bytes <= good.length, () -> header + " at mutation");
                assertTrue(header.sampleRate() >= 8_000 && header.sampleRate() <= 192_000, header::toString);
                read++;
            } catch (UnreadableClipException e) {
                assertNotNull(e.getMessage());
            }
        }
        assertTrue(read > 50, "the mutations hit too hard to show anything");
    }
}
