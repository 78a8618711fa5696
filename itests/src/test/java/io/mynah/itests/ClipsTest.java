package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Voice clips that are no audio, or not whole, or too much, or not where they should be. */
final class ClipsTest extends SharedServer {

    /** Of 16-bit mono at 8,000 Hz. */
    private static final long TEN_HOURS_BYTES = 36_000L * 8_000 * 2;

    ClipsTest() {
        super(Map.of());
    }

    /** Both ways to bring a clip in: the server must refuse the upload, and the file that was put there by hand. */
    private void assertRefused(String name, byte[] content, String reason) throws Exception {
        Answer upload = http.upload(name, content);
        assertEquals(400, upload.status(), upload::text);
        assertTrue(upload.detail().startsWith(reason), upload::text);
        Path file = mynah.references().resolve(name);
        assertFalse(Files.exists(file));
        Files.write(file, content);
        Answer spoken = http.speak("x", name);
        assertEquals(400, spoken.status(), spoken::text);
        assertTrue(spoken.detail().startsWith(reason), spoken::text);
        Files.delete(file);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,1,8,8",
        "1,1,20000,20000",
        "7999,1,160000,160000",
        "192001,1,4000000,4000000",
        "24000,0,480000,480000",
        "24000,3,480000,480000",
        "24000,1,-1,1000",
        "24000,1,2000000000,1000",
        "24000,1,480000,479998"
    })
    void wavWithABadHeader_uploaded_is400(int rate, int channels, int declared, int actual) throws Exception {
        assertRefused("bad.wav", Wavs.silence(rate, channels, declared, actual), "Could not read audio file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "ogg", "flac", "wav"})
    void notAudio_uploaded_is400(String extension) throws Exception {
        for (String content :
                new String[] {"", "<html></html>", "#EXTM3U\nfile:///etc/passwd\n", "ID3\u0004", "OggS", "fLaC"}) {
            assertRefused(
                    "bad." + extension, content.getBytes(StandardCharsets.ISO_8859_1), "Could not read audio file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "ogg", "flac"})
    void realClip_cutOffOrDamaged_is400(String extension) throws Exception {
        byte[] whole = Compressed.tone(8, extension);
        Answer good = http.upload("good." + extension, whole);
        assertEquals(200, good.status(), good::text);

        byte[] cut = Arrays.copyOf(whole, whole.length / 4);
        assertEquals(400, http.upload("cut." + extension, cut).status(), "two seconds are left");

        byte[] damaged = whole.clone();
        byte[] noise = new byte[whole.length * 3 / 4];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, damaged, whole.length / 8, noise.length);
        Answer answer = http.upload("damaged." + extension, damaged);
        assertEquals(400, answer.status(), answer::text);
        assertFalse(Files.exists(mynah.references().resolve("damaged." + extension)));
    }

    /** 0xFFFFFFFF, which is -1, is what those write who do not know yet how long it will be. */
    @Test
    void endlessWav_uploaded_takesLessMemoryThanTwiceItsBody() throws Exception {
        byte[] body = Wavs.silence(24_000, 1, -1, 48_000_000);
        assertEquals(400, http.upload("endless.wav", body).status());
        PeakMemory peak = PeakMemory.of(mynah);
        assertRefused("endless.wav", body, "Could not read audio file");
        peak.assertRisenByLessThan(2L * body.length);
    }

    @Test
    void tenHours_byTheHeader_areRefusedUndecoded() throws Exception {
        // STREAMINFO: 16-bit mono of 24,000 Hz, 864,000,000 samples; then nothing.
        ByteBuffer flac = ByteBuffer.allocate(8_192);
        flac.put("fLaC".getBytes(StandardCharsets.US_ASCII)).putInt(0x80_00_00_22);
        flac.putShort((short) 4_096).putShort((short) 4_096).put(new byte[6]);
        flac.putLong(24_000L << 44 | 15L << 36 | 864_000_000L);
        assertRefused("long.flac", flac.array(), "Audio too long: 36000.0s");
    }

    @Test
    void tenHours_whichTheHeaderKeepsQuietAbout_areRefused() throws Exception {
        byte[] silence = Compressed.tenHoursOfSilence();
        PeakMemory peak = PeakMemory.of(mynah);
        Answer answer = http.upload("silence.flac", silence);
        assertEquals(400, answer.status(), answer::text);
        peak.assertRisenByLessThan(TEN_HOURS_BYTES / 4);
        assertFalse(Files.exists(mynah.references().resolve("silence.flac")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out.wav", "{home}/out.wav", "..\\\\out.wav", "%2e%2e/out.wav", ".hidden.wav", "a/b.wav"})
    void uploadThatNamesAPath_sent_is400(String name) throws Exception {
        String path = name.replace("{home}", mynah.home().toString());
        Answer answer = http.upload("x.wav", Wavs.tone(5, 24_000), "name", path);
        assertEquals(400, answer.status(), answer::text);
        assertEquals("Invalid target filename", answer.detail());
        assertFalse(Files.exists(mynah.home().resolve("out.wav")));
    }

    @Test
    void symbolicLinkThatLeadsOut_named_is404() throws Exception {
        Path outside = Files.write(mynah.home().resolve("secret.wav"), Wavs.tone(5, 24_000));
        Files.createSymbolicLink(mynah.references().resolve("link.wav"), outside);
        assertEquals(404, http.speak("x", "link.wav").status());
        assertFalse(http.get("/list-voices").text().contains("link.wav"));
        Files.delete(mynah.references().resolve("link.wav"));
    }
}
