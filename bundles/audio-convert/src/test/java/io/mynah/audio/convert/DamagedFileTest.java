package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not what they say, or not all of it. */
class DamagedFileTest extends RealFfmpegTest {

    /** Each is a name and what is done to a good file of each format. */
    static Stream<Arguments> damages() {
        List<Damage> damages = List.of(
                new Damage("empty", good -> new byte[0]),
                new Damage("one byte", good -> Arrays.copyOf(good, 1)),
                new Damage("header only", good -> Arrays.copyOf(good, 60)),
                new Damage("half", good -> Arrays.copyOf(good, good.length / 2)),
                new Damage("seven bytes short", good -> Arrays.copyOf(good, good.length - 7)),
                new Damage("noise in the middle", DamagedFileTest::withNoise),
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
    void toWav_otherExtension_isUnreadable() throws Exception {
        Path source = Files.copy(good(".mp3"), folder.resolve("a.m4a"));

        assertEquals(
                Kind.UNREADABLE,
                assertThrows(AudioException.class, () -> conversion.toWav(source, target))
                        .kind());
    }
}
