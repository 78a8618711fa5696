package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.itests.Http.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clip from its upload to its end, over a restart of the server. */
final class VoiceLifeTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("MYNAH_CLOSEST_SEARCH", "90");
    private static final String NAMES = "griselda";
    private static final String NOTED = "{\"name\":\"griselda the 2nd\",\"tags\":[\"warm\",\"Tante\"],"
            + "\"language\":\"en-GB\",\"notes\":\"from the griselda tapes;\\n side = B \u2713\",\"consent\":true}";

    @Test
    void clip_uploadedNotedRenamedAndDeleted_livesOnOverARestartAndLeavesNothing(@TempDir Path home) throws Exception {
        byte[] compressed;
        byte[] speech;
        JsonNode described;
        String match;
        List<Path> before;
        try (Mynah mynah = Mynah.start(home, ENVIRONMENT)) {
            Http http = mynah.http();
            awaitKokoro(http);
            before = kept(home);
            speech = speech(http);
            compressed = Compressed.of(speech, "flac");
            assertEquals(201, upload(http, "griselda.flac", compressed).status());
            assertEquals(200, http.get("/v1/voices/griselda").status());
            described = change(http, "griselda", NOTED);
            assertEquals("griselda the 2nd.flac", described.path("id").asText());
            assertEquals(404, http.get("/v1/voices/griselda").status());
            assertEquals(404, http.speak("x", "griselda.flac").status());
            Answer spoken = http.speak("x", "griselda the 2nd");
            match = spoken.header("X-TTS-Voice-Match");
            assertTrue(Double.parseDouble(match) > 0.5, match);
            awaitPage(home);
        }
        assertNotNamed(home);
        try (Mynah mynah = Mynah.start(home, ENVIRONMENT)) {
            Http http = mynah.http();
            awaitKokoro(http);
            String id = "/v1/voices/griselda%20the%202nd.flac";
            ObjectNode now = (ObjectNode) http.get(id).json();
            assertEquals("done", examined(http, id).path("examination").asText());
            for (String key :
                    List.of("id", "kind", "tags", "language", "notes", "consent", "bytes", "modified", "valid")) {
                assertEquals(described.path(key), now.path(key), key);
            }
            assertEquals(
                    "from the griselda tapes;\n side = B \u2713",
                    now.path("notes").asText());
            assertEquals(
                    1, http.get("/v1/voices?tag=Tante").json().path("count").asInt());
            assertArrayEquals(compressed, http.get(id + "/file").body());
            assertEquals("audio/flac", http.get(id + "/file").header("Content-Type"));
            assertTrue(http.get(id + "/preview").seconds() > 2);
            assertEquals(409, upload(http, "griselda the 2nd.flac", compressed).status());

            assertEquals(204, http.method("DELETE", id).status());
            assertEquals(404, http.get(id).status());
            assertEquals(404, http.speak("x", "griselda the 2nd").status());
            awaitKept(home, before);
            assertEquals("[]", http.get("/list-voices").json().path("voices").toString());

            // Who takes the name afterwards inherits nothing.
            assertEquals(201, upload(http, "griselda the 2nd.flac", compressed).status());
            JsonNode another = http.get(id).json();
            assertEquals("[]", another.path("tags").toString());
            assertFalse(another.path("consent").asBoolean(true));
            assertEquals(204, http.method("DELETE", id).status());
            awaitKept(home, before);
        }
        assertNotNamed(home);
    }

    private static void awaitKokoro(Http http) throws Exception {
        Mynah.until(
                "all voices are there", () -> http.get("/v1/voices/af_heart").status() == 200);
    }

    private static byte[] speech(Http http) throws Exception {
        Answer spoken = http.speak(
                "I can say this in more than five seconds, since I am in no hurry at all, and nobody else is.",
                "bm_george");
        assertTrue(spoken.seconds() > 5, "long enough");
        return spoken.body();
    }

    /** What was heard by now is written down every few sentences. */
    private static void awaitPage(Path home) throws Exception {
        Mynah.until(
                "the search has written something down",
                () -> VoicesServer.filesBelow(home.resolve("cache/closest")).stream()
                        .anyMatch(file -> file.toString().endsWith(".voice")));
    }

    private static JsonNode examined(Http http, String id) throws Exception {
        Mynah.until(
                "it was examined",
                () -> !http.get(id).json().path("examination").asText().equals("pending"));
        return http.get(id).json();
    }

    private static Answer upload(Http http, String name, byte[] content) throws Exception {
        return http.uploadTo("/v1/voices", name, content);
    }

    private static JsonNode change(Http http, String id, String change) throws Exception {
        Answer answer = http.send(HttpRequest.newBuilder(http.uri("/v1/voices/" + id))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(change)));
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    /** All files of voices and what was made of them. */
    private static List<Path> kept(Path home) throws Exception {
        List<Path> kept = new ArrayList<>();
        for (String folder : new TreeSet<>(List.of("references", "cache", "audio_output"))) {
            VoicesServer.filesBelow(home.resolve(folder)).stream()
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .filter(file -> !file.startsWith(home.resolve("cache/tmp"))
                            && !file.startsWith(home.resolve("cache/bundles")))
                    .forEach(kept::add);
        }
        return kept;
    }

    /** A search that is under way notices within a sentence that its clip has gone. */
    private static void awaitKept(Path home, List<Path> expected) throws Exception {
        Mynah.until("nothing is left of " + kept(home), () -> kept(home).equals(expected));
    }

    /** In no log, and in no file but those of voices, which go with them. */
    private static void assertNotNamed(Path home) throws Exception {
        for (Path file : VoicesServer.filesBelow(home)) {
            if (!file.startsWith(home.resolve("references")) && !file.startsWith(home.resolve("cache/closest"))) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(NAMES), file.toString());
                assertFalse(file.toString().contains(NAMES), file.toString());
            }
        }
    }
}
