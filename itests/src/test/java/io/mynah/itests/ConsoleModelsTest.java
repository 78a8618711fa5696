package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's page on models, asked as its script asks it. */
final class ConsoleModelsTest {
    private static final Path MODEL_FILES = Path.of("../bundles/engine-onnx/src/test/resources/chatterbox-tiny/model");
    private static final String MODEL = "chatterbox-tiny";
    private static final String PAGE = "mynah-models";
    private static final String TOKEN = "hf_secretOfTheTest";

    @TempDir
    private Path home;

    private LoopbackHub hub;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        hub = new LoopbackHub(MODEL_FILES);
        Files.writeString(Files.createDirectories(home.resolve("models")).resolve("manifest.json"), hub.manifest());
        environment.putAll(Map.of(
                "HF_ENDPOINT", hub.endpoint(),
                "HF_HOME", home.resolve("hf").toString(),
                "HF_HUB_CACHE", home.resolve("hub").toString(),
                "HF_TOKEN", TOKEN));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static JsonNode model(Console console, String id) throws Exception {
        Answer state = console.get(PAGE + "/state.json");
        assertEquals(200, state.status(), state::text);
        return StreamSupport.stream(state.json().get("models").spliterator(), false)
                .filter(model -> model.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode row(Console console, String precision) throws Exception {
        return StreamSupport.stream(model(console, MODEL).get("precisions").spliterator(), false)
                .filter(row -> row.get("precision").asText().equals(precision))
                .findFirst()
                .orElseThrow();
    }

    private static void untilState(Console console, String precision, String state) throws Exception {
        Mynah.until(precision + " is " + state, () -> {
            JsonNode row = row(console, precision);
            return row.get("state").asText().equals(state)
                    && row.at("/pull/over").asBoolean(true)
                    && row.at("/check/over").asBoolean(true);
        });
    }

    @Test
    void page_withoutPassword_isClosedAndWithItShowsNoSecret() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment)) {
            Console console = Console.open(mynah, PAGE);
            for (String path : List.of("", "/state.json", "/res/ui/models.js")) {
                assertEquals(
                        401, mynah.http().get("/system/console/" + PAGE + path).status(), path);
            }
            assertEquals(
                    401,
                    mynah.http()
                            .method("POST", "/system/console/" + PAGE + "/" + MODEL + "/pull")
                            .status());
            Answer page = console.get(PAGE);
            assertEquals(200, page.status());
            assertTrue(page.text().contains("/res/ui/models.js"), page::text);
            assertTrue(page.text().contains("mm-models"), page::text);
            assertEquals(200, console.get(PAGE + "/res/ui/models.js").status());
            Answer style = console.get(PAGE + "/res/ui/mynah.css");
            assertTrue(style.header("Content-Type").startsWith("text/css"), style::text);
            Answer state = console.get(PAGE + "/state.json");
            assertEquals("HF_TOKEN", state.json().at("/hub/token_from").asText());
            assertFalse((page.text() + state.text() + mynah.log() + mynah.output()).contains(TOKEN));
            assertEquals(List.of(), hub.requests, "looking asks nobody");
        }
    }

    @Test
    void models_fromPullToRemoval_areToldInEachState() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment)) {
            Console console = Console.open(mynah, PAGE);
            JsonNode hibari = model(console, "hibari").at("/precisions/0");
            assertEquals("whole", hibari.get("state").asText());
            assertFalse(model(console, "hibari").get("removable").asBoolean());
            assertEquals("absent", row(console, "q8").get("state").asText());

            hub.hold();
            assertEquals(
                    202,
                    console.post(PAGE + "/" + MODEL + "/pull", "precision", "q8")
                            .status());
            hub.send(3);
            Mynah.until(
                    "bytes come",
                    () -> row(console, "q8").at("/pull/bytes_done").asLong() > 0);
            JsonNode pull = row(console, "q8").get("pull");
            assertTrue(pull.get("bytes_total").asLong() > pull.get("bytes_done").asLong(), pull::toString);
            Answer busy = console.post(PAGE + "/" + MODEL + "/pull", "precision", "q4");
            assertEquals(409, busy.status());
            assertTrue(busy.detail().contains("is being fetched as q8"), busy::text);
            Answer cancelled = console.post(PAGE + "/" + MODEL + "/cancel");
            assertTrue(cancelled.json().get("cancelled").asBoolean(), cancelled::text);
            hub.letGo();
            Mynah.until("it ends", () -> row(console, "q8").at("/pull/over").asBoolean());
            JsonNode ended = row(console, "q8");
            assertEquals("cancelled", ended.at("/pull/state").asText(), ended::toString);

            assertEquals(
                    202,
                    console.post(PAGE + "/" + MODEL + "/pull", "precision", "q8")
                            .status());
            untilState(console, "q8", "whole");
            assertTrue(row(console, "q8").get("in_cache").asBoolean());
            assertTrue(model(console, MODEL).get("removable").asBoolean());
            assertEquals("absent", row(console, "q4").get("state").asText());

            checkFindsDamage(console);
            Answer removed = console.post(PAGE + "/" + MODEL + "/remove");
            assertTrue(removed.json().get("freed_bytes").asLong() > 100_000, removed::text);
            assertEquals("absent", row(console, "q8").get("state").asText());
            assertFalse(model(console, MODEL).get("removable").asBoolean());
        }
    }

    private static void checkFindsDamage(Console console) throws Exception {
        String verify = PAGE + "/" + MODEL + "/verify";
        assertEquals(202, console.post(verify, "precision", "q8").status());
        Mynah.until("it is checked", () -> row(console, "q8").at("/check/over").asBoolean());
        assertTrue(row(console, "q8").at("/check/damaged").isEmpty());
        Path folder = Path.of(row(console, "q8").get("folder").asText());
        Path file = folder.resolve("tokenizer.json").toRealPath();
        byte[] content = Files.readAllBytes(file);
        content[10] ^= 1;
        Files.write(file, content);
        assertTrue(row(console, "q8").get("check").isNull(), "what was found does not hold any more");
        assertEquals(202, console.post(verify, "precision", "q8").status());
        untilState(console, "q8", "damaged");
        assertEquals("tokenizer.json", row(console, "q8").at("/check/damaged/0").asText());
    }

    @Test
    void requests_thatAreWrong_areRefusedInWords() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment)) {
            Console console = Console.open(mynah, PAGE);
            String pull = PAGE + "/" + MODEL + "/pull";
            assertEquals(403, console.send(console.form(pull)).status(), "a form has no such header");
            assertEquals(
                    403,
                    console.send(console.form(pull)
                                    .header("X-Requested-With", "XMLHttpRequest")
                                    .header("Origin", "https://evil.example"))
                            .status());
            assertEquals(405, console.get(pull).status());
            assertEquals("POST", console.get(pull).header("Allow"));
            for (String method : List.of("PUT", "DELETE", "TRACE")) {
                Answer answer = console.send(console.request(pull).method(method, BodyPublishers.noBody()));
                assertEquals(405, answer.status(), method);
                assertEquals(
                        405,
                        console.send(console.request(PAGE).method(method, BodyPublishers.noBody()))
                                .status(),
                        method);
            }
            assertEquals(404, console.get(PAGE + "/nothing").status());
            assertEquals(404, console.get(PAGE + "/res/ui/other.js").status());
            Answer unknown = console.post(PAGE + "/no-such-model/pull");
            assertEquals(404, unknown.status());
            assertTrue(unknown.detail().contains("there is no model 'no-such-model'"), unknown::text);
            assertEquals(404, console.post(PAGE + "/no-such-model/cancel").status());
            assertEquals(404, console.post(PAGE + "/no-such-model/remove").status());
            assertEquals(422, console.post(pull, "precision", "q5").status());
            Answer shipped = console.post(PAGE + "/hibari/remove");
            assertEquals(409, shipped.status());
            assertTrue(shipped.detail().contains("part of the distribution"), shipped::text);
            assertEquals(List.of(), hub.requests);
        }
    }

    @Test
    void storeTakenAway_pageSaysSoAndTheConsoleStays() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment)) {
            Console console = Console.open(mynah, PAGE);
            Path jar = home.resolve("deploy/models.jar");
            Files.move(jar, home.resolve("models.jar"));
            Mynah.until(
                    "the store has gone",
                    () -> console.get(PAGE + "/state.json").status() == 503);
            assertTrue(console.get(PAGE + "/state.json").detail().contains("not running"));
            assertEquals(503, console.post(PAGE + "/hibari/verify").status());
            assertEquals(200, console.get(PAGE).status());
            assertEquals(200, console.get("bundles").status());
            mynah.deploy(home.resolve("models.jar"), "models.jar");
            Mynah.until(
                    "the store is back", () -> console.get(PAGE + "/state.json").status() == 200);
        }
    }
}
