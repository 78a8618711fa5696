package io.mynah.api.audio;

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

    private WavHeader read(byte[] wav) throws IOException {
        return WavHeader.read(Files.write(folder.resolve("a.wav"), wav));
    }

    static Stream<Arguments> good() {
        return Stream.of(
                arguments("PCM 16", WavBytes.good(), 5.0),
                arguments("PCM 8", WavBytes.good().bits(8), 5.0),
                arguments("PCM 24 stereo", WavBytes.good().bits(24).channels(2), 5.0),
                arguments("PCM 32", WavBytes.good().bits(32), 5.0),
                arguments("float 32", WavBytes.good().tag(3).bits(32), 5.0),
                arguments("lowest rate", WavBytes.good().rate(8_000).frames(8_000), 1.0),
                arguments("highest rate", WavBytes.good().rate(192_000).frames(192_000), 1.0),
                arguments(
                        "extensible PCM 24",
                        WavBytes.good().tag(0xFFFE).bits(24).fmtTail(WavBytes.extension(1, 20)),
                        5.0),
                arguments(
                        "extensible float",
                        WavBytes.good().tag(0xFFFE).bits(32).fmtTail(WavBytes.extension(3, 32)),
                        5.0),
                arguments("format of 18 bytes", WavBytes.good().fmtTail(new byte[2]), 5.0),
                arguments(
                        "chunks before the samples",
                        WavBytes.good().before(WavBytes.chunk("LIST", 26), WavBytes.chunk("fact", 4)),
                        5.0),
                arguments("odd chunk with padding", WavBytes.good().before(WavBytes.chunk("LIST", 13)), 5.0),
                arguments("chunks after the samples", WavBytes.good().after(WavBytes.chunk("LIST", 26)), 5.0),
                arguments(
                        "odd data without padding",
                        WavBytes.good().bits(8).frames(40_001).declaredFile(40_038),
                        5.000125),
                arguments("bytes of no whole frame", WavBytes.good().declaredData(80_000 - 1), 4.999875),
                arguments(
                        "junk behind the end",
                        WavBytes.good().declaredFile(80_036).after(new byte[100]),
                        5.0),
                arguments(
                        "RF64",
                        WavBytes.good()
                                .form("RF64")
                                .before(WavBytes.ds64(80_072, 80_000))
                                .declaredFile(0xFFFF_FFFFL)
                                .declaredData(0xFFFF_FFFFL),
                        5.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void read_goodFile_tellsItsLength(String name, WavBytes wav, double seconds) throws Exception {
        assertEquals(seconds, read(wav.bytes()).seconds());
    }

    @Test
    void pcm16_read_isWhatWasWritten() throws IOException {
        byte[] wav = Arrays.copyOf(WavHeader.pcm16(24_000, 480), WavHeader.PLAIN_BYTES + 480);
        assertEquals(new WavHeader(24_000, 1, 16, false, 240, WavHeader.PLAIN_BYTES), read(wav));
        assertThrows(IllegalArgumentException.class, () -> WavHeader.pcm16(24_000, 1L << 31));
    }

    @Test
    void read_goodFile_tellsItsFormat() throws Exception {
        assertEquals(
                new WavHeader(44_100, 2, 32, true, 1000, 44),
                read(WavBytes.good()
                        .tag(3)
                        .bits(32)
                        .rate(44_100)
                        .channels(2)
                        .frames(1000)
                        .bytes()));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("rate -1 in 52 bytes", WavBytes.good().rate(-1).frames(4)),
                arguments("rate 0", WavBytes.good().rate(0)),
                arguments("rate 1", WavBytes.good().rate(1).frames(10_000)),
                arguments("rate 7999", WavBytes.good().rate(7_999)),
                arguments("rate 192001", WavBytes.good().rate(192_001)),
                arguments("no channel", WavBytes.good().channels(0).frameBytes(2)),
                arguments("3 channels", WavBytes.good().channels(3)),
                arguments("65535 channels", WavBytes.good().channels(65_535).frames(1)),
                arguments("12 bits", WavBytes.good().bits(12).frameBytes(2)),
                arguments("0 bits", WavBytes.good().bits(0)),
                arguments("64 bits", WavBytes.good().bits(64)),
                arguments("float 64", WavBytes.good().tag(3).bits(64)),
                arguments("ADPCM", WavBytes.good().tag(2).bits(4)),
                arguments("MP3 in WAV", WavBytes.good().tag(0x55)),
                arguments("frame of wrong size", WavBytes.good().frameBytes(4)),
                arguments("frame of no size", WavBytes.good().frameBytes(0)),
                arguments("extensible without extension", WavBytes.good().tag(0xFFFE)),
                arguments(
                        "extensible of unknown kind",
                        WavBytes.good().tag(0xFFFE).fmtTail(new byte[24])),
                arguments("extensible ADPCM", WavBytes.good().tag(0xFFFE).fmtTail(WavBytes.extension(2, 16))),
                arguments("data size unknown", WavBytes.good().declaredData(0xFFFF_FFFFL)),
                arguments("data beyond the end", WavBytes.good().declaredData(80_001)),
                arguments("file beyond the end", WavBytes.good().declaredFile(80_040)),
                arguments("file size unknown", WavBytes.good().declaredFile(0xFFFF_FFFFL)),
                arguments("no samples", WavBytes.good().frames(0)),
                arguments("less than one frame", WavBytes.good().frames(10).declaredData(1)),
                arguments("big endian", WavBytes.good().form("RIFX")),
                arguments(
                        "RF64 without sizes",
                        WavBytes.good().form("RF64").declaredFile(0xFFFF_FFFFL).declaredData(0xFFFF_FFFFL)),
                arguments(
                        "RF64 with negative size",
                        WavBytes.good()
                                .form("RF64")
                                .before(WavBytes.ds64(80_072, -1))
                                .declaredFile(0xFFFF_FFFFL)
                                .declaredData(0xFFFF_FFFFL)),
                arguments("endless chunks", WavBytes.good().before(empty(300))),
                arguments("chunk beyond the end", WavBytes.good().before(huge())));
    }

    private static byte[][] empty(int count) {
        byte[][] chunks = new byte[count][];
        Arrays.fill(chunks, WavBytes.chunk("JUNK", 0));
        return chunks;
    }

    private static byte[] huge() {
        byte[] chunk = WavBytes.chunk("JUNK", 0);
        Arrays.fill(chunk, 4, 8, (byte) 0xFF);
        return chunk;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void read_badFile_isUnreadable(String name, WavBytes wav) {
        assertThrows(InvalidWavException.class, () -> read(wav.bytes()));
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void read_fileCutAnywhere_isUnreadable(int length) {
        byte[] wav = WavBytes.good().frames(20).bytes();

        assertThrows(InvalidWavException.class, () -> read(Arrays.copyOf(wav, length)));
    }

    static Stream<Integer> prefixes() {
        return Stream.iterate(0, i -> i + 1).limit(44 + 40);
    }

    @Test
    void read_page_isUnreadable() {
        assertThrows(
                InvalidWavException.class,
                () -> read("<html><body>404</body></html>".repeat(100).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void read_fourGigabytes_readsOnlyTheHeader() throws Exception {
        Path sparse = Files.write(
                folder.resolve("sparse.wav"),
                WavBytes.good()
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
        byte[] good =
                WavBytes.good().before(WavBytes.chunk("LIST", 8)).frames(100).bytes();
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
            } catch (InvalidWavException e) {
                assertNotNull(e.getMessage());
            }
        }
        assertTrue(read > 50, "the mutations hit too hard to show anything");
    }
}
