package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mynah.api.audio.AudioException;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file a voice names, and what is said of it. */
class FindTest extends LibraryTest {

    private String found(String voice) throws SpeechException {
        return library.find(voice).map(Voice.Clip::name).orElse("nothing");
    }

    private String refusal(String voice) {
        return assertThrows(UnusableClip.class, () -> library.find(voice)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "a.wav,      a.wav",
        "a,          a.wav",
        "a.mp3,      a.wav",
        "a.txt,      a.wav",
        "B,          B.WAV",
        "b,          nothing",
        "my.voice,   my.voice.wav",
        "my,         nothing",
        "sub/c.wav,  sub/c.wav",
        "sub/a.wav,  a.wav",
        "sub/c,      nothing",
        "sub,        nothing",
        "d,          d.ogg",
        "nobody,     nothing",
    })
    void find_name_isTheFileOfTheContract(String voice, String expected) throws Exception {
        wav("a.wav", 6);
        wav("B.WAV", 6);
        wav("my.voice.wav", 6);
        Files.createDirectory(references.resolve("sub"));
        wav("sub/c.wav", 6);
        compressed("d.flac", "6");
        compressed("d.ogg", "6");

        assertEquals(expected, found(voice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.wav",
                "sub/../../secret.wav",
                "/etc/passwd",
                "..\\secret.wav",
                "%2e%2e/secret.wav",
                ".hidden.wav",
                ".hidden",
                ".mynah",
                "secret.wav\0",
                "linked.wav",
                "linked",
                "away/secret.wav",
                "loop.wav",
                "hiddenlink.wav"
            })
    void find_whatLeavesTheFolderOrIsHidden_isNothing(String voice) throws Exception {
        Path secret = Files.write(outside.resolve("secret.wav"), Wav.ofSeconds(6));
        wav(".hidden.wav", 6);
        Files.createDirectory(references.resolve("sub"));
        Files.createSymbolicLink(references.resolve("linked.wav"), secret);
        Files.createSymbolicLink(references.resolve("away"), outside);
        Files.createSymbolicLink(references.resolve("loop.wav"), references.resolve("loop.wav"));
        Files.createSymbolicLink(references.resolve("hiddenlink.wav"), references.resolve(".hidden.wav"));

        assertEquals(Optional.empty(), library.find(voice));
        assertEquals(List.of(), library.names());
    }

    @Test
    void find_overlongNames_areNothing() throws Exception {
        assertEquals("nothing", found("x".repeat(300)));
        assertEquals("nothing", found("x".repeat(300) + ".wav"));
        assertEquals("nothing", found("x/".repeat(5_000) + "a.wav"));
    }

    @Test
    void find_linkWithinTheFolder_isAFileOfItsOwn() throws Exception {
        Path real = wav("a.wav", 6);
        Files.createSymbolicLink(references.resolve("alias.wav"), real);

        Voice.Clip clip = library.find("alias").orElseThrow();

        assertEquals("alias.wav", clip.name());
        assertEquals(real.toRealPath(), clip.wav());
        assertEquals(
                List.of("a.wav", "alias.wav"),
                library.list().stream().map(Clip::filename).toList());
    }

    @Test
    void find_folderIsALink_isFollowed() throws Exception {
        Path moved = Files.move(references, outside.resolve("elsewhere"));
        Files.createSymbolicLink(references, moved);
        wav("a.wav", 6);

        assertEquals("a.wav", found("a"));
    }

    @Test
    void find_nameInOtherSpellingOfUnicode_isTheSame() throws Exception {
        assumeNamesBeyondAscii();
        String composed = "\u00fcber.wav";
        wav(Normalizer.normalize(composed, Normalizer.Form.NFD), 6);

        assertEquals(composed, found(composed));
        assertEquals(composed, found(Normalizer.normalize(composed, Normalizer.Form.NFD)));
        assertEquals(composed, found("\u00fcber"));
        assertEquals(List.of(composed), library.names());
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                arguments(3.2, "Audio too short: 3.2s. Must be at least 5.0 seconds"),
                arguments(3.25, "Audio too short: 3.2s. Must be at least 5.0 seconds"), // as Python rounds
                arguments(4.999875, "Audio too short: 5.0s. Must be at least 5.0 seconds"),
                arguments(0.05, "Audio too short: 0.1s. Must be at least 5.0 seconds"),
                arguments(60.5, "Audio too long: 60.5s. Must be at most 60.0 seconds"));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void find_clipOfWrongLength_saysSo(double seconds, String message) throws Exception {
        wav("a.wav", seconds);
        compressed("b.mp3", Double.toString(seconds));

        assertEquals(message, refusal("a.wav"));
        assertEquals(message, refusal("b.mp3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "60.0"})
    void find_clipOfLimitingLength_isUsable(String seconds) throws Exception {
        wav("a.wav", Double.parseDouble(seconds));
        compressed("b.mp3", seconds);

        assertEquals("a.wav", found("a"));
        assertEquals("b.mp3", found("b"));
    }

    @Test
    void find_otherExtension_saysWhichAreSupported() throws Exception {
        Files.writeString(references.resolve("notes.txt"), "hello");
        Files.writeString(references.resolve("plain"), "hello");

        assertEquals(
                "Unsupported audio format: .txt. Supported: ['.wav', '.mp3', '.ogg', '.flac']", refusal("notes.txt"));
        assertEquals("Unsupported audio format: . Supported: ['.wav', '.mp3', '.ogg', '.flac']", refusal("plain"));
    }

    @Test
    void find_unreadableClip_namesItsPathWithinTheFolder() throws Exception {
        Files.writeString(references.resolve("page.wav"), "<html>");
        compressed("bad.mp3", "UNREADABLE");

        assertEquals("Could not read audio file: " + references.resolve("page.wav"), refusal("page.wav"));
        assertEquals("Could not read audio file: " + references.resolve("bad.mp3"), refusal("bad"));
    }

    @Test
    void find_unreadableClipAgain_isNotConvertedAgain() throws Exception {
        compressed("bad.mp3", "6");
        converter.during = () -> {
            throw new AudioException(AudioException.Kind.UNREADABLE, "cut short");
        };
        refusal("bad");
        refusal("bad");

        assertEquals(1, converter.conversions.get());
    }

    @Test
    void find_wav_hasTheHashOfItsContent() throws Exception {
        Path a = wav("a.wav", 6);
        Files.copy(a, references.resolve("same.wav"));
        wav("other.wav", 7);

        String hash = library.find("a").orElseThrow().contentId();
        assertEquals(hash, library.find("same").orElseThrow().contentId());
        assertNotEquals(hash, library.find("other").orElseThrow().contentId());
    }

    @Test
    void find_changedOrDeletedClip_isNoticed() throws Exception {
        Path a = wav("a.wav", 6);
        String before = library.find("a").orElseThrow().contentId();

        wav("a.wav", 7);
        assertNotEquals(before, library.find("a").orElseThrow().contentId());

        wav("a.wav", 4);
        assertTrue(refusal("a").startsWith("Audio too short: 4.0s"));

        Files.delete(a);
        assertEquals("nothing", found("a"));
    }

    @Test
    void find_clipThatChangedWithoutASign_isReadAgainWhileItIsFresh() throws Exception {
        library = library(Clock.systemUTC());
        Path a = wav("a.wav", 6);
        String before = library.find("a").orElseThrow().contentId();
        FileTime stamp = Files.getLastModifiedTime(a);

        byte[] other = Wav.ofSeconds(6);
        other[1000] = 1;
        Files.write(a, other);
        Files.setLastModifiedTime(a, stamp);

        assertNotEquals(before, library.find("a").orElseThrow().contentId());
    }

    @Test
    void find_noFolder_isNothing() throws IOException, SpeechException {
        Files.delete(references);

        assertEquals("nothing", found("a"));
    }
}
