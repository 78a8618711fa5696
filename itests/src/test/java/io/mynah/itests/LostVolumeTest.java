package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of clips on a volume that goes and comes back, in the middle of a search. */
final class LostVolumeTest extends VoicesServer {

    LostVolumeTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "90"));
    }

    /** What searches wrote down, and when. */
    private Map<Path, FileTime> pages() throws IOException {
        Map<Path, FileTime> pages = new TreeMap<>();
        for (Path file : filesBelow(mynah.home().resolve("cache/closest"))) {
            try {
                if (file.toString().endsWith(".voice")) {
                    pages.put(file, Files.getLastModifiedTime(file));
                }
            } catch (NoSuchFileException e) {
                pages.remove(file); // torn out just now
            }
        }
        return pages;
    }

    /** @param place whether there is a folder to mount the volume on, which is empty then */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void references_goneForAWhile_nothingIsLost(boolean place) throws Exception {
        String name = place ? "griselda.wav" : "griselda 2.wav";
        byte[] clip = speech(place ? "bm_george" : "af_bella");
        Files.write(reference(name), clip);
        String path = "/v1/voices/" + name.replace(" ", "%20");
        ok(patch(path.substring("/v1/voices/".length()), Map.of("notes", "from the attic")));
        Mynah.until(
                "the clip's closest voice is known",
                () -> !ok(speak(name)).header("X-TTS-Voice-Match").equals("none"));
        Mynah.until("the search has written something down", () -> !pages().isEmpty());

        Path volume = mynah.home().resolve("volume");
        Files.move(mynah.references(), volume);
        try {
            if (place) {
                Files.createDirectory(mynah.references());
            }
            refused(404, speak(name));
            refused(404, http.get(path));
            refused(404, http.method("DELETE", path));
            ok(speak("af_heart"));
            JsonNode listed = ok(http.get("/list-voices")).json();
            assertEquals("[]", listed.path("voices").toString());
            assertEquals(!place, listed.has("error"), listed::toString);
            assertEquals(!place, ok(http.get("/validate-references")).json().has("error"));
            Map<Path, FileTime> before = pages();
            Mynah.until("the search has gone on, and forgotten nothing", () -> {
                Map<Path, FileTime> now = pages();
                assertEquals(before.keySet(), now.keySet());
                return !before.equals(now);
            });
        } finally {
            Files.deleteIfExists(mynah.references());
            Files.move(volume, mynah.references());
        }

        assertNotEquals("none", ok(speak(name)).header("X-TTS-Voice-Match"));
        assertEquals("from the attic", ok(http.get(path)).json().path("notes").asText());
        assertArrayEquals(clip, ok(http.get(path + "/file")).body());
        assertEquals(204, http.method("DELETE", path).status());
        Mynah.until("a clip that is deleted leaves nothing", () -> pages().isEmpty());
    }
}
