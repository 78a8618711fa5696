package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real ffmpeg on real files, most of which were made by it a moment before. */
class ConversionTest {

    private static final double AMPLITUDE = 0.5;
    private static final double HERTZ = 440;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static FfmpegBinary binary;
    private static Ffmpeg ffmpeg;
    private static Conversion conversion;
    private static Path wav;
    private Path target;

    @BeforeAll
    static void unpack() throws Exception {
        binary = TestFfmpeg.binary(shared);
        ffmpeg = TestFfmpeg.ffmpeg(binary, shared);
        conversion = new Conversion(ffmpeg, 600);
        wav = Tone.sine(HERTZ, AMPLITUDE, 24_000, 6 * 24_000).write(shared.resolve("tone.wav"));
        for (Format format : Format.values()) {
            conversion.fromWav(wav, good(format.extension()));
        }
    }

    @AfterAll
    static void close() throws IOException {
        ffmpeg.close();
    }

    @BeforeEach
    void nameTarget() {
        target = folder.resolve("out.wav");
    }

    private static Path good(String extension) {
        return shared.resolve("tone" + extension);
    }

    static Stream<String> extensions() {
        return Arrays.stream(Format.values()).map(Format::extension);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void toWav_whatFromWavWrote_givesTheToneBack(String extension) throws Exception {
        conversion.toWav(good(extension), target);

        Tone tone = Tone.read(target);
        assertAll(
                () -> assertEquals(24_000, tone.rate()),
                () -> assertEquals(6.0, tone.seconds(), 0.05),
                () -> assertEquals(AMPLITUDE / Math.sqrt(2), tone.rms(), 0.02),
                () -> assertEquals(HERTZ, tone.hertz(), 1));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void toWav_fiveSeconds_areExactlyFiveSeconds(String extension) throws Exception {
        Path five = Tone.sine(HERTZ, AMPLITUDE, 44_100, 5 * 44_100).write(folder.resolve("five.wav"));
        Path source = folder.resolve("five" + extension);
        conversion.fromWav(five, source);

        conversion.toWav(source, target);

        assertEquals(5 * 44_100, Tone.read(target).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 44_100, 48_000})
    void toWav_anyRate_keepsIt(int rate) throws Exception {
        Path source = folder.resolve("a.mp3");
        conversion.fromWav(Tone.sine(HERTZ, AMPLITUDE, rate, rate).write(folder.resolve("a.wav")), source);

        conversion.toWav(source, target);

        assertEquals(rate, Tone.read(target).rate());
    }

    @Test
    void toWav_stereo_isMixedToMonoAtTheSameLevel() throws Exception {
        Path source = folder.resolve("a.flac");
        conversion.fromWav(Tone.sine(HERTZ, AMPLITUDE, 24_000, 24_000).write(folder.resolve("a.wav"), 2), source);

        conversion.toWav(source, target);

        assertEquals(AMPLITUDE / Math.sqrt(2), Tone.read(target).rms(), 0.01);
    }

    @Test
    void toWav_extensionInCapitals_isRead() throws Exception {
        Path source = Files.copy(good(".mp3"), folder.resolve("A.MP3"));

        conversion.toWav(source, target);

        assertEquals(6.0, Tone.read(target).seconds(), 0.05);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.mp3",
                "-y.mp3",
                "concat:a|b.mp3",
                "100%d.mp3",
                "'quoted\".mp3",
                "\u00fcber \u6f22.mp3"
            })
    void toWav_strangeName_isOnlyAName(String name) throws Exception {
        Path source = Files.copy(good(".mp3"), folder.resolve(name));

        conversion.toWav(source, target);

        assertEquals(6.0, Tone.read(target).seconds(), 0.05);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void declaredSeconds_goodFile_areItsLength(String extension) throws Exception {
        assertEquals(6.0, conversion.declaredSeconds(good(extension)).orElseThrow(), 0.001);
    }

    @Test
    void toWav_tagsAndPaddingBehindAnMp3_areNoDamage() throws Exception {
        Path source = Files.copy(good(".mp3"), folder.resolve("a.mp3"));
        Files.write(source, new byte[300], StandardOpenOption.APPEND);
        Files.writeString(source, "TAG" + "x".repeat(125), StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);

        conversion.toWav(source, target);

        assertEquals(6.0, Tone.read(target).seconds(), 0.05);
    }

    /** Each is a name and what is done to a good file of each format. */
    static Stream<Arguments> damages() {
        List<Damage> damages = List.of(
                new Damage("empty", good -> new byte[0]),
                new Damage("one byte", good -> Arrays.copyOf(good, 1)),
                new Damage("header only", good -> Arrays.copyOf(good, 60)),
                new Damage("half", good -> Arrays.copyOf(good, good.length / 2)),
                new Damage("seven bytes short", good -> Arrays.copyOf(good, good.length - 7)),
                new Damage("noise in the middle", ConversionTest::withNoise),
                new Damage(
                        "HTML",
                        good -> "<html><body>hello</body></html>\n".repeat(2000).getBytes(StandardCharsets.US_ASCII)),
                new Damage("zeros", good -> new byte[good.length]),
                new Damage("playlist", good -> "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n%s\n"
                        .formatted(wav.toUri())
                        .getBytes(StandardCharsets.UTF_8)),
                new Damage("concat list", good -> "ffconcat version 1.0\nfile '%s'\n"
                        .formatted(wav)
                        .getBytes(StandardCharsets.UTF_8)),
                new Damage("WAV", good -> bytes(wav)));
        return extensions().flatMap(extension -> damages.stream().map(damage -> Arguments.of(extension, damage)));
    }

    private record Damage(String name, UnaryOperator<byte[]> to) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] withNoise(byte[] good) {
        byte[] bad = good.clone();
        byte[] noise = new byte[2000];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, bad, bad.length / 2, noise.length);
        return bad;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void toWav_damagedFile_isUnreadableAndLeavesNothing(String extension, Damage damage) throws Exception {
        Path source = Files.write(folder.resolve("bad" + extension), damage.to.apply(bytes(good(extension))));

        AudioException e = assertThrows(AudioException.class, () -> conversion.toWav(source, target));

        assertEquals(Kind.UNREADABLE, e.kind(), e.getMessage());
        assertFalse(e.getMessage().contains(folder.toString()), e.getMessage());
        assertArrayEquals(new String[] {"bad" + extension}, folder.toFile().list());
    }

    @Test
    void toWav_flippedBitInFlac_isUnreadable() throws Exception {
        byte[] flac = bytes(good(".flac"));
        flac[flac.length / 2] ^= 1;
        Path source = Files.write(folder.resolve("bad.flac"), flac);

        assertEquals(
                Kind.UNREADABLE,
                assertThrows(AudioException.class, () -> conversion.toWav(source, target))
                        .kind());
    }

    @Test
    void toWav_mp3WithoutTableCutShort_isUnreadable() throws Exception {
        byte[] mp3 = bytes(good(".mp3"));
        Path whole = Files.write(folder.resolve("whole.mp3"), Arrays.copyOfRange(mp3, secondFrame(mp3), mp3.length));
        conversion.toWav(whole, target);
        byte[] withoutTable = bytes(whole);
        Path cut = Files.write(folder.resolve("cut.mp3"), Arrays.copyOf(withoutTable, withoutTable.length / 2));

        assertEquals(
                Kind.UNREADABLE,
                assertThrows(AudioException.class, () -> conversion.toWav(cut, folder.resolve("other.wav")))
                        .kind());
    }

    private static int secondFrame(byte[] mp3) {
        int tags = 10 + (mp3[8] << 7) + mp3[9]; // ID3v2; the table stands in the first frame
        for (int i = tags + 4; ; i++) {
            if (mp3[i] == mp3[tags] && mp3[i + 1] == mp3[tags + 1]) {
                return i;
            }
        }
    }

    @Test
    void toWav_longerThanTheLimit_isRefusedBeforeItIsDecoded() throws Exception {
        Conversion shortOnly =
                new Conversion(TestFfmpeg.ffmpeg(TestFfmpeg.script(folder, "touch " + folder + "/started"), folder), 5);

        AudioException e = assertThrows(AudioException.class, () -> shortOnly.toWav(good(".flac"), target));

        assertEquals(Kind.UNREADABLE, e.kind());
        assertEquals("longer than 5 s", e.getMessage());
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void toWav_longerThanItDeclares_isNotDecodedBeyondThat() throws Exception {
        byte[] flac = bytes(good(".flac"));
        flac[25] = 0; // the last byte of the samples' number, and so on upwards
        flac[24] = 0;
        flac[23] = 0;
        Path source = Files.write(folder.resolve("a.flac"), flac); // 0: the length is not known
        Conversion shortOnly = new Conversion(ffmpeg, 5);

        AudioException e = assertThrows(AudioException.class, () -> shortOnly.toWav(source, target));

        assertEquals("longer than 5 s", e.getMessage());
        assertFalse(Files.exists(target));
    }

    @Test
    void toWav_targetExists_isLeftAlone() throws Exception {
        Files.writeString(target, "mine");

        AudioException e = assertThrows(AudioException.class, () -> conversion.toWav(good(".mp3"), target));

        assertEquals(Kind.FAILED, e.kind());
        assertEquals("mine", Files.readString(target));
    }

    @Test
    void toWav_otherExtension_isUnreadable() throws Exception {
        Path source = Files.copy(good(".mp3"), folder.resolve("a.m4a"));

        assertEquals(
                Kind.UNREADABLE,
                assertThrows(AudioException.class, () -> conversion.toWav(source, target))
                        .kind());
    }

    @Test
    void fromWav_noWav_failsAndLeavesNothing() throws Exception {
        Path html = Files.writeString(folder.resolve("a.wav"), "<html>");

        AudioException e = assertThrows(AudioException.class, () -> conversion.fromWav(html, folder.resolve("a.mp3")));

        assertEquals(Kind.FAILED, e.kind());
        assertArrayEquals(new String[] {"a.wav"}, folder.toFile().list());
    }

    @Test
    void toWav_noRoom_saysSo() throws Exception {
        Conversion full = new Conversion(
                TestFfmpeg.ffmpeg(
                        TestFfmpeg.script(
                                folder, "echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1"),
                        folder),
                600);

        assertEquals(
                Kind.STORAGE_FULL,
                assertThrows(AudioException.class, () -> full.toWav(good(".mp3"), target))
                        .kind());
        assertFalse(Files.exists(target));
    }

    @Test
    void complaints_withLineBreaksAndPaths_areOneLineWithout() throws Exception {
        Conversion complaining = new Conversion(
                TestFfmpeg.ffmpeg(
                        TestFfmpeg.script(
                                folder, "printf 'one\\nfile:/home/me/a.mp3: bad\\n\\033[31mINFO forged' >&2; exit 1"),
                        folder),
                600);

        AudioException e = assertThrows(AudioException.class, () -> complaining.toWav(good(".mp3"), target));

        assertTrue(e.getMessage().endsWith("one bad [31mINFO forged"), e.getMessage());
    }
}
