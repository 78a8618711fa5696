package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "../a.wav",
                "a/../b.wav",
                "./a.wav",
                "..",
                ".",
                ".hidden.wav",
                "sub/.hidden/a.wav",
                "a//b",
                "a/",
                "a\\b.wav",
                "..\\a.wav",
                "C:\\a.wav",
                "a\0.wav",
                "a\n.wav",
                "\u007f"
            })
    void isRelative_nameThatMightLeave_isFalse(String name) {
        assertFalse(ClipNames.isRelative(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wav", "my voice.mp3", "sub/a.wav", "%2e%2e", "\u6f22\u5b57.wav", "a..b.wav", "~", "-y"})
    void isRelative_nameThatStays_isTrue(String name) {
        assertTrue(ClipNames.isRelative(name));
    }

    @Test
    void isPlain_namesForNewFiles_areStricter() {
        assertTrue(ClipNames.isPlain("a.wav"));
        assertTrue(ClipNames.isPlain("x".repeat(251) + ".wav"));
        assertFalse(ClipNames.isPlain("x".repeat(252) + ".wav"));
        assertFalse(ClipNames.isPlain("\u6f22".repeat(84) + ".wav"));
        assertFalse(ClipNames.isPlain("sub/a.wav"));
        assertFalse(ClipNames.isPlain("a.wav "));
        assertFalse(ClipNames.isPlain("a.wav."));
    }

    @Test
    void stems_anyName_areThoseToLookFor() {
        assertEquals(List.of("a"), ClipNames.stems("a"));
        assertEquals(List.of("a"), ClipNames.stems("a.MP3"));
        assertEquals(List.of("a"), ClipNames.stems("sub/a.ogg"));
        assertEquals(List.of("my.voice", "my"), ClipNames.stems("my.voice"));
        assertEquals(List.of("a.b"), ClipNames.stems("a.b.wav"));
    }
}
