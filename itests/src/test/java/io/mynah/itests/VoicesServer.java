package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.itests.Http.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server that has all its voices. Names of voices, and texts, which all carry these words, must not get into its log. */
abstract class VoicesServer extends SharedServer {

    /** In every name that a test makes up. */
    static final String NAME = "griselda";
    /** In every text. */
    static final String TEXT = "Rhubarb";

    /** More than five seconds of it. */
    static final String LONG =
            TEXT + " and custard is what I have for supper, and then I go for a long walk along the river.";

    private static final List<String> PRIVATE = List.of(NAME, TEXT.toLowerCase(Locale.ROOT));

    VoicesServer(Map<String, String> environment) {
        super(environment);
    }

    @BeforeAll
    final void awaitKokoro() throws Exception {
        Mynah.until(
                "all voices are there", () -> http.get("/v1/voices/af_heart").status() == 200);
    }

    /** Before the server is stopped, which its folder goes with. */
    @AfterAll
    final void nothingPrivateIsLogged() throws IOException {
        assertNothingPrivate("what it printed", mynah.output());
        for (Path log : filesBelow(mynah.home().resolve("logs"))) {
            assertNothingPrivate(log.toString(), Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    private static void assertNothingPrivate(String where, String content) {
        assertTrue(content.lines().count() > 3, where);
        content.lines()
                .filter(line -> PRIVATE.stream().anyMatch(line.toLowerCase(Locale.ROOT)::contains))
                .findFirst()
                .ifPresent(line -> assertEquals("", line, where));
    }

    /** Whether a refusal is as the contract has all of them. */
    static Answer refused(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.header("Content-Type").startsWith("application/json"), answer.header("Content-Type"));
        assertFalse(answer.header("X-Request-Id").isEmpty());
        JsonNode detail = answer.json().path("detail");
        assertEquals(status == 422, detail.isArray(), answer::text);
        assertTrue(detail.isArray() || detail.isTextual(), answer::text);
        assertFalse(answer.text().contains("\tat ") || answer.text().contains("Exception"), answer::text);
        return answer;
    }

    static Answer ok(Answer answer) {
        assertTrue(answer.status() / 100 == 2, answer::text);
        return answer;
    }

    Answer speak(String voice) throws Exception {
        return http.speak(TEXT, voice);
    }

    /** @param id as it stands in a path */
    Answer patch(String id, Map<String, ?> change) throws Exception {
        return http.send(HttpRequest.newBuilder(http.uri("/v1/voices/" + id))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(Http.JSON.writeValueAsString(change))));
    }

    Answer saveBlend(String name, String expression, boolean overwrite) throws Exception {
        ObjectNode body = Http.JSON
                .createObjectNode()
                .put("name", name)
                .put("voice", expression)
                .put("overwrite", overwrite);
        return http.postJson("/v1/blends", body.toString());
    }

    Path reference(String name) {
        return mynah.references().resolve(name);
    }

    /** Makes a clip of what a stock voice says. */
    byte[] speech(String voice) throws Exception {
        return ok(http.speak(LONG, voice)).body();
    }

    /** All that the user or the library keeps among the clips; a library at work has a lock. */
    List<Path> kept() throws IOException {
        return filesBelow(mynah.references()).stream()
                .filter(file -> !file.toString().endsWith(".lock"))
                .toList();
    }

    /** Takes away what a test left, even if it failed. */
    void emptyReferences() throws IOException {
        Path library = reference(".mynah");
        try (Stream<Path> files = Files.walk(mynah.references())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                boolean atWork = file.equals(mynah.references()) || library.startsWith(file);
                if (!atWork && !file.startsWith(library.resolve("tmp"))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    static List<Path> filesBelow(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
        }
    }
}
