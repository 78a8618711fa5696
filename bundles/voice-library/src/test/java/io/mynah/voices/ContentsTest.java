package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.voice.ClosestVoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept by the content of clips. */
class ContentsTest extends LibraryTest {

    @Test
    void delete_lastClipOfAContent_isToldToTheClosestVoice() throws Exception {
        List<String> forgotten = new ArrayList<>();
        library.bindClosest(new Forgetful(forgotten));
        wav("a.wav", 6);
        wav("b.wav", 6);
        String content = library.find("a.wav").orElseThrow().contentId();

        library.delete(voice("a"));
        assertEquals(List.of(), forgotten);
        library.delete(voice("b"));

        assertEquals(List.of(content), forgotten);
    }

    @Test
    void hasContent_renamedClip_isStillThere() throws Exception {
        wav("a.wav", 6);
        compressed("b.mp3", "7");
        String wav = library.find("a").orElseThrow().contentId();
        String mp3 = library.find("b.mp3").orElseThrow().contentId();
        library.rename(voice("a"), "c");
        library.rename(voice("b.mp3"), "d");

        assertTrue(library.hasContent(wav));
        assertTrue(library.hasContent(mp3));
        library.delete(voice("c"));
        assertFalse(library.hasContent(wav));
        assertFalse(library.hasContent("no such content"));
    }

    @Test
    void keepAs_overAnother_isToldToTheClosestVoice() throws Exception {
        List<String> forgotten = new ArrayList<>();
        library.bindClosest(new Forgetful(forgotten));
        wav("a.wav", 6);
        String content = library.find("a.wav").orElseThrow().contentId();

        add(content(Wav.ofSeconds(6)), "a.wav", true);
        assertEquals(List.of(), forgotten, "the content is the same");
        add(content(Wav.ofSeconds(7)), "a.wav", true);

        assertEquals(List.of(content), forgotten);
    }

    @Test
    void tidy_closestVoice_looksForItself() {
        List<String> forgotten = new ArrayList<>();
        library.bindClosest(new Forgetful(forgotten));

        library.tidy();
        assertEquals(List.of(), forgotten, "nobody knows whether the folder is there");
        references.resolve(".mynah").toFile().mkdir();
        library.tidy();

        assertEquals(List.of("whatever is gone"), forgotten);
    }

    private record Forgetful(List<String> forgotten) implements ClosestVoice {
        @Override
        public Answer find(Voice.Clip clip, EngineInfo engine) {
            return None.NO_SPEECH;
        }

        @Override
        public void forget(String contentId) {
            forgotten.add(contentId);
        }

        @Override
        public void tidy() {
            forgotten.add("whatever is gone");
        }
    }
}
