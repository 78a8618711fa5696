package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.speech.UserVoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures that were given a name. */
class BlendsTest extends LibraryTest {

    @Test
    void find_savedMixture_isNoClip() throws Exception {
        Files.writeString(references.resolve("dusk.blend"), "heart");

        assertEquals(Optional.empty(), library.find("dusk.blend"));
        assertEquals(Optional.empty(), library.find("dusk"));
    }

    @Test
    void save_mixture_isAFileOfOneLine() throws Exception {
        UserVoice saved = library.save("dusk", " heart(2) + a.wav ", false);

        assertEquals("dusk.blend", saved.filename());
        assertEquals("heart(2) + a.wav", saved.blend());
        assertEquals("heart(2) + a.wav\n", Files.readString(references.resolve("dusk.blend")));
        assertThrows(AlreadyExists.class, () -> library.save("dusk.blend", "bella", false));
        assertEquals("bella", library.save("dusk", "bella", true).blend());
        assertEquals(List.of(), drafts());
    }

    @Test
    void save_extensionInCapitals_isTheSameMixture() throws Exception {
        assertEquals("X.blend", library.save("X.BLEND", "heart", false).filename());

        assertEquals("X.blend", voice("X").filename());
        assertEquals("X.blend", voice("X.BLEND").filename());
        assertThrows(AlreadyExists.class, () -> library.save("X", "bella", false));
        assertEquals("Y.blend", library.rename(voice("X"), "Y.Blend").filename());
        assertEquals(List.of("Y.blend"), visible());
    }

    @Test
    void mixture_fileWithAnExtensionInCapitals_isFoundByItsName() throws Exception {
        Files.writeString(references.resolve("X.BLEND"), "heart");

        assertEquals("X.BLEND", voice("X").filename());
        assertEquals("X.BLEND", voice("X.BLEND").filename());
        assertThrows(AlreadyExists.class, () -> library.save("X", "bella", false));
        assertEquals("bella", library.save("X", "bella", true).blend());
        assertEquals(List.of("X.BLEND"), visible());
    }

    @Test
    void save_linkThatLeadsOut_isReplacedAndNotFollowed() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret"), "mine");
        Files.createSymbolicLink(references.resolve("dusk.blend"), secret);

        assertEquals(Optional.empty(), library.voice("dusk"));
        assertThrows(AlreadyExists.class, () -> library.save("dusk", "heart", false));
        library.save("dusk", "heart", true);

        assertEquals("mine", Files.readString(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "/x", "sub/x", ".x", "x\0", "a\\b", ".blend"})
    void save_invalidName_isRefused(String name) throws Exception {
        assertThrows(InvalidFilename.class, () -> library.save(name, "heart", true));
        assertThrows(InvalidFilename.class, () -> library.save("x".repeat(250), "heart", true));
        assertEquals(List.of(), visible());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "# a", "a\u0000"})
    void save_noLine_isRefused(String expression) throws SpeechException {
        assertThrows(InvalidVoice.class, () -> library.save("dusk", expression, true));
        assertThrows(InvalidVoice.class, () -> library.save("dusk", "a".repeat(20_000), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart+bella|heart+bella",
                "'# mine\n\n heart+bella \n# end\n'|heart+bella",
                "'\uFEFFheart\r\n'|heart",
                "'heart\nbella'|''",
                "'heart\0'|''",
                "'PK\u0003\u0004'|''",
                "'heart\t+ bella'|'heart\t+ bella'",
                "''|''"
            })
    void mixture_fileOfTheUser_isReadAsALine(String content, String expression) throws Exception {
        Files.writeString(references.resolve("dusk.blend"), content);

        assertEquals(expression, voice("dusk").blend());
        Files.write(references.resolve("dusk.blend"), new byte[100_000]);
        assertEquals("", voice("dusk").blend());
        Files.write(references.resolve("dusk.blend"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'x'});
        assertEquals("", voice("dusk").blend());
        assertFalse(library.find("dusk").isPresent());
    }
}
