package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.VoiceLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipsOfFolderTest {

    @TempDir
    private Path references;

    private final ClipsOfFolder clips = new ClipsOfFolder();

    @Test
    void have_otherClipsAreThere_tellsTheContentsThatAre() {
        VoiceLibrary folder = new Folder(references, Map.of("me.wav", "content"));
        assertTrue(clips.have(folder, "me.wav", "content"));
        assertTrue(clips.have(folder, "before.wav", "content"), "it was renamed");
        assertFalse(clips.have(folder, "me.wav", "replaced"));
        assertFalse(clips.have(folder, "you.wav", "gone"));
    }

    /** Otherwise hours of searching would be forgotten with a volume that is mounted a little later. */
    @Test
    void have_emptyFolderThatNeverHadClips_nobodyCanTell() {
        assertTrue(clips.have(new Folder(references, Map.of()), "me.wav", "content"));
    }

    @Test
    void have_lastClipOfTheFolderDeleted_isGone() {
        assertTrue(clips.have(new Folder(references, Map.of("me.wav", "content")), "me.wav", "content"));
        assertFalse(clips.have(new Folder(references, Map.of()), "me.wav", "content"));
    }

    @Test
    void have_anotherFolderOrNoneInThePlace_nobodyCanTell(@TempDir Path elsewhere) throws IOException {
        Path place = elsewhere.resolve("references");
        Files.createDirectory(place);
        assertTrue(clips.have(new Folder(place, Map.of("me.wav", "content")), "me.wav", "content"));
        Files.move(place, elsewhere.resolve("volume"));
        assertTrue(clips.have(new Folder(place, Map.of()), "me.wav", "content"));
        Files.createDirectory(place);
        assertTrue(clips.have(new Folder(place, Map.of()), "me.wav", "content"));
    }

    /** @param contents by name */
    private record Folder(Path directory, Map<String, String> contents) implements VoiceLibrary {
        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public List<Clip> list() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> names() {
            return List.copyOf(contents.keySet());
        }

        @Override
        public Optional<Voice.Clip> find(String name) {
            return Optional.ofNullable(contents.get(name))
                    .map(content -> new Voice.Clip(name, directory().resolve(name), content));
        }

        @Override
        public boolean hasContent(String contentId) {
            return contents.containsValue(contentId);
        }

        @Override
        public NewClip receive(InputStream content) {
            throw new UnsupportedOperationException();
        }
    }
}
