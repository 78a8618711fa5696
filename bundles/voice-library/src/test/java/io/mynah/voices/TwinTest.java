package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a compressed clip, and when it does not. */
class TwinTest extends LibraryTest {

    private Voice.Clip find(String name) throws SpeechException {
        return library.find(name).orElseThrow();
    }

    private double seconds(Voice.Clip clip) throws Exception {
        return WavHeader.read(clip.wav()).seconds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "a.ogg", "a.flac", "a.MP3"})
    void find_compressedClip_isConvertedOnceToAWavBesideIt(String name) throws Exception {
        compressed(name, "6");

        assertEquals(references.resolve("a.wav"), find(name).wav());
        assertEquals(references.resolve("a.wav"), find(name).wav());

        assertEquals(1, converter.conversions.get());
        assertEquals(List.of(name, "a.wav").stream().sorted().toList(), visible());
        assertEquals(List.of(), drafts());
    }

    @Test
    void find_afterARestart_usesTheTwinOfBefore() throws Exception {
        compressed("a.mp3", "6");
        find("a");
        library.stop();
        library = library(LATER);
        library.bind(converter);

        find("a");

        assertEquals(1, converter.conversions.get());
    }

    @Test
    void find_sourceChanged_isConvertedAgain() throws Exception {
        compressed("a.mp3", "6");
        Voice.Clip before = find("a");
        compressed("a.mp3", "7");

        Voice.Clip after = find("a");

        assertEquals(7, seconds(after));
        assertEquals(references.resolve("a.wav"), after.wav());
        assertNotEquals(before.contentId(), after.contentId());
        assertEquals(List.of("a.mp3", "a.wav"), visible());
    }

    @Test
    void find_sourceTouchedOnly_isNotConvertedAgain() throws Exception {
        Path source = compressed("a.mp3", "6");
        find("a");
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));

        find("a");

        assertEquals(1, converter.conversions.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.mp3", "a.wav"})
    void find_staleTwin_neverSpeaksForItsSource(String name) throws Exception {
        compressed("a.mp3", "6");
        find("a");
        compressed("a.mp3", "7");

        assertEquals(7, seconds(find(name)));
    }

    @Test
    void find_wavOfTheUser_isNeitherUsedForTheMp3NorOverwritten() throws Exception {
        Path mine = wav("a.wav", 9);
        byte[] content = Files.readAllBytes(mine);
        compressed("a.mp3", "6");

        assertEquals(6, seconds(find("a.mp3")));
        assertEquals(9, seconds(find("a.wav")));
        assertEquals(9, seconds(find("a")));
        assertArrayEquals(content, Files.readAllBytes(mine));
        assertEquals(List.of("a.mp3", "a.wav"), visible());

        find("a.mp3");
        assertEquals(1, converter.conversions.get());
    }

    @Test
    void find_twinChangedByTheUser_isTheUsersFromThenOn() throws Exception {
        compressed("a.mp3", "6");
        find("a");
        Path mine = wav("a.wav", 9);
        byte[] content = Files.readAllBytes(mine);

        assertEquals(6, seconds(find("a.mp3")));
        assertEquals(9, seconds(find("a.wav")));
        assertArrayEquals(content, Files.readAllBytes(mine));
    }

    @Test
    void find_twinDeleted_isMadeAgain() throws Exception {
        compressed("a.mp3", "6");
        Files.delete(find("a").wav());

        assertEquals(6, seconds(find("a")));
        assertEquals(2, converter.conversions.get());
    }

    @Test
    void find_sourceDeleted_isNoticedButTheWavStaysAFile() throws Exception {
        Path source = compressed("a.mp3", "6");
        find("a.mp3");
        Files.delete(source);

        assertEquals(Optional.empty(), library.find("a.mp3"));
        assertEquals("a.wav", find("a.wav").name());
        assertEquals("a.wav", find("a").name());
    }

    @Test
    void find_twoSourcesOfOneStem_haveTwinsOfTheirOwn() throws Exception {
        compressed("a.mp3", "6");
        compressed("a.ogg", "7");

        for (int round = 0; round < 2; round++) {
            assertEquals(6, seconds(find("a.mp3")));
            assertEquals(7, seconds(find("a.ogg")));
        }
        assertEquals(2, converter.conversions.get());
    }

    @Test
    void find_clipInASubfolder_hasItsTwinThere() throws Exception {
        Files.createDirectory(references.resolve("sub"));
        compressed("sub/a.mp3", "6");

        assertEquals(references.resolve("sub/a.wav"), find("sub/a.mp3").wav());
    }

    @Test
    void find_linkInTheTwinsPlace_isNotFollowed() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.wav"), "mine");
        compressed("a.mp3", "6");
        Files.createSymbolicLink(references.resolve("a.wav"), secret);

        assertEquals(6, seconds(find("a.mp3")));
        assertEquals("mine", Files.readString(secret));
    }

    @Test
    void find_linkToNowhereInTheTwinsPlace_isNotFollowed() throws Exception {
        compressed("a.mp3", "6");
        Files.createSymbolicLink(references.resolve("a.wav"), outside.resolve("nowhere.wav"));

        assertEquals(6, seconds(find("a.mp3")));
        assertTrue(Files.notExists(outside.resolve("nowhere.wav")));
    }
}
