package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real ffmpeg on real files. */
class ConversionTest extends RealFfmpegTest {

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
