package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stays out of the log, and pages of others. */
final class AbuseTest extends SharedServer {

    AbuseTest() {
        super(Map.of());
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
    }

    @Test
    void textAndVoice_whatever_areNotInTheLog() throws Exception {
        Files.write(mynah.references().resolve("my-secret-clip.mp3"), new byte[4_000]);
        assertEquals(
                404, http.speak("a very secret sentence", "my-secret-voice").status());
        assertEquals(
                400, http.speak("a very secret sentence", "my-secret-clip.mp3").status());
        assertEquals(200, http.speak("a very secret sentence", "tone").status());
        assertEquals(500, http.speak("a very secret sentence {fail}", "tone").status());
        assertEquals(500, http.speak("a very secret sentence {crash}", "tone").status());
        assertEquals(
                422,
                http.postJson("/api/tts", "{\"text\":\"a very secret sentence").status());
        assertTrue(mynah.log().contains("SynthesisFailed"), "that the engine failed is logged");
        assertFalse(mynah.log().contains("secret"), "texts and voices are not");
        assertFalse(mynah.output().contains("secret"), "nor shown");
    }

    @Test
    void lineBreaks_inWhatClientsSend_forgeNoLogLine() throws Exception {
        assertEquals(400, http.get("/forged%0aFORGED%0d%0aFORGED").status(), "refused before anything is logged");
        http.send(HttpRequest.newBuilder(http.uri("/forged%e2%80%a8FORGED")));
        Mynah.until("it is in the log", () -> logged("/forged%").size() == 1);
        // The id of a request is on each of its lines, if it is one.
        http.send(HttpRequest.newBuilder(http.uri("/forged-id")).header("X-Request-Id", "x\tFORGED \u00a0y"));
        Mynah.until("it is in the log", () -> logged("/forged-id").size() == 1);
        assertTrue(
                mynah.log().lines().filter(line -> line.contains("FORGED")).allMatch(line -> line.matches("\\d{4}-.*")),
                "forged log line");
        assertFalse(mynah.log().contains("\u2028"), "line separators are shown as what they are");
    }

    private List<String> logged(String path) throws Exception {
        return mynah.log().lines().filter(line -> line.contains(path)).toList();
    }

    @Test
    void originNotConfigured_asked_getsNoCors() throws Exception {
        Answer answer =
                http.send(HttpRequest.newBuilder(http.uri("/health")).header("Origin", "https://elsewhere.example"));
        assertEquals(200, answer.status());
        assertEquals("", answer.header("Access-Control-Allow-Origin"));
    }

    /** Over plain HTTP browsers send no Sec-Fetch-Site; Origin is all there is. */
    @Test
    void post_fromAPageOfOthers_isRefused() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri("/api/tts"))
                .header("Content-Type", "application/json")
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString(Http.request("x", "tone").toString()));
        assertEquals(403, http.send(request).status());
        request.setHeader("Origin", http.uri("").toString());
        assertEquals(200, http.send(request).status(), "the server's own page may");
    }
}
