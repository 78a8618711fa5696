package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What files of many encoders say of themselves, and what they are not believed. */
class HeadersTest {

    private static final double SECONDS = 6;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Ffmpeg ffmpeg;
    private static Conversion conversion;
    private static Path wav;

    @BeforeAll
    static void unpack() throws Exception {
        ffmpeg = TestFfmpeg.ffmpeg(TestFfmpeg.binary(shared), shared);
        conversion = new Conversion(ffmpeg, 600);
        wav = Tone.sine(440, 0.5, 24_000, (int) (SECONDS * 24_000)).write(shared.resolve("tone.wav"));
    }

    @AfterAll
    static void close() throws IOException {
        ffmpeg.close();
    }

    /** Encodes the tone in a way of which {@link Conversion#fromWav} makes no use. */
    private Path encoded(String name, String options) throws Exception {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-i", "file:" + wav));
        arguments.addAll(Arrays.asList(options.split(" ", -1)));
        arguments.add("file:" + file);
        assertEquals(0, ffmpeg.run(arguments).exitCode());
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "mp3,  -c:a libmp3lame -b:a 64k -write_xing 0",
        "mp3,  -c:a libmp3lame -b:a 320k -ac 2 -ar 48000",
        "mp3,  -c:a libmp3lame -q:a 5 -ar 22050 -id3v2_version 0",
        "mp3,  -c:a libmp3lame -q:a 5 -ar 8000 -write_xing 0",
        "mp3,  -c:a libmp3lame -q:a 1 -ar 44100 -write_id3v1 1",
        "mp3,  -c:a mp2 -b:a 128k -f mp2",
        "ogg,  -c:a libopus -b:a 32k",
        "ogg,  -c:a libopus -ac 2 -vbr off",
        "ogg,  -c:a flac",
        "ogg,  -c:a libspeex -ar 16000",
        "ogg,  -c:a libvorbis -page_duration 100000",
        "flac, -c:a flac -sample_fmt s32 -ar 96000",
        "flac, -c:a flac -ac 2 -compression_level 12",
    })
    void declaredSeconds_otherEncoders_agreeWithWhatIsDecoded(String extension, String options) throws Exception {
        Path file = encoded("a." + extension, options);
        Path target = folder.resolve("out.wav");

        double declared = conversion.declaredSeconds(file).orElseThrow();
        conversion.toWav(file, target);

        assertEquals(SECONDS, declared, 0.2); // without a table an MP3 counts its padding
        assertEquals(declared, Tone.read(target).seconds(), 0.05);
    }

    @Test
    void declaredSeconds_largeTagBeforeAnMp3_isSteppedOver() throws Exception {
        byte[] tag = new byte[300_000];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0x12, 0x27, 0x56}, 0, tag, 0, 10); // 299,990 behind it
        Path file = joined("a.mp3", tag, Files.readAllBytes(encoded("b.mp3", "-id3v2_version 0")));

        assertEquals(SECONDS, conversion.declaredSeconds(file).orElseThrow(), 0.001);
    }

    @Test
    void declaredSeconds_tagBeforeAFlac_isSteppedOver() throws Exception {
        byte[] tag = new byte[10 + 100];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 100}, 0, tag, 0, 10);
        Path file = joined("a.flac", tag, Files.readAllBytes(encoded("b.flac", "-c:a flac")));

        assertEquals(SECONDS, conversion.declaredSeconds(file).orElseThrow(), 0.001);
    }

    @Test
    void declaredSeconds_twoOggStreamsInARow_areNotTold() throws Exception {
        byte[] one = Files.readAllBytes(encoded("one.ogg", "-c:a libvorbis -serial_offset 1"));
        byte[] two = Files.readAllBytes(encoded("two.ogg", "-c:a libvorbis -serial_offset 99"));
        Path file = joined("a.ogg", one, two);
        Path target = folder.resolve("out.wav");

        assertEquals(OptionalDouble.empty(), conversion.declaredSeconds(file));
        conversion.toWav(file, target);
        assertEquals(2 * SECONDS, Tone.read(target).seconds(), 0.05);
    }

    @Test
    void declaredSeconds_longMp3WithoutTable_isEstimatedFromItsBeginning() throws Exception {
        byte[] frames = Files.readAllBytes(encoded("one.mp3", "-b:a 320k -ar 48000 -write_xing 0 -id3v2_version 0"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            all.write(frames);
        }
        Path file = Files.write(folder.resolve("a.mp3"), all.toByteArray());

        assertTrue(all.size() > 4 << 20, "longer than what is counted");
        assertEquals(20 * SECONDS, conversion.declaredSeconds(file).orElseThrow(), 2);
    }

    @ParameterizedTest
    @CsvSource({"-c:a libopus", "-c:a flac", "-c:a libvorbis -page_duration 100000"})
    void toWav_oggCutShort_isUnreadable(String options) throws Exception {
        byte[] whole = Files.readAllBytes(encoded("whole.ogg", options));
        for (int cut : new int[] {1, 30, whole.length / 3}) {
            Path file = Files.write(folder.resolve("cut" + cut + ".ogg"), Arrays.copyOf(whole, whole.length - cut));

            assertEquals(
                    AudioException.Kind.UNREADABLE,
                    assertThrows(AudioException.class, () -> conversion.toWav(file, folder.resolve("out.wav")))
                            .kind());
        }
    }

    @ParameterizedTest
    @EnumSource
    void declaredSeconds_mutations_giveALengthOrAnError(Format format) throws Exception {
        Path good = folder.resolve("good" + format.extension());
        conversion.fromWav(wav, good);
        byte[] bytes = Files.readAllBytes(good);
        Random random = new Random(5);
        int told = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length));
            for (int changes = random.nextInt(6); changes >= 0 && bad.length > 0; changes--) {
                int where = random.nextBoolean() ? Math.min(bad.length, 200) : bad.length;
                bad[random.nextInt(where)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("bad" + format.extension()), bad);
            try {
                OptionalDouble seconds = format.declaredSeconds(file);
                assertTrue(seconds.isEmpty() || (seconds.getAsDouble() >= 0 && seconds.getAsDouble() < 1e30));
                told++;
            } catch (AudioException e) {
                assertEquals(AudioException.Kind.UNREADABLE, e.kind());
            }
        }
        assertTrue(told > 20, "the mutations hit too hard to show anything");
    }

    private Path joined(String name, byte[] first, byte[] second) throws IOException {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return Files.write(folder.resolve(name), all);
    }
}
