package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.VoiceLibrary;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSurroundingsTest {

    @Test
    void has_otherClipsAreThere_tellsTheContentsThatAre() {
        VoiceLibrary folder = new Folder(Map.of("me.wav", "content"));
        assertTrue(ServerSurroundings.has(folder, "me.wav", "content"));
        assertTrue(ServerSurroundings.has(folder, "before.wav", "content"), "it was renamed");
        assertFalse(ServerSurroundings.has(folder, "me.wav", "replaced"));
        assertFalse(ServerSurroundings.has(folder, "you.wav", "gone"));
    }

    /** Otherwise hours of searching would be forgotten with a volume that is mounted a little later. */
    @Test
    void has_folderIsEmpty_nobodyCanTell() {
        assertTrue(ServerSurroundings.has(new Folder(Map.of()), "me.wav", "content"));
    }

    /** @param contents by name */
    private record Folder(Map<String, String> contents) implements VoiceLibrary {
        @Override
        public Path directory() {
            return Path.of("references");
        }

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
