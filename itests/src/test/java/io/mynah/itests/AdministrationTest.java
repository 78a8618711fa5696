package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines and bundles of a running server, managed by {@code /admin} and by the commands. */
final class AdministrationTest extends SharedServer {
    private static final String TOKEN = "token-of-the-administration-test";
    private static final Path TONE = Path.of(System.getProperty("mynah.dropin"), "testkit.jar");
    private static final String TONE_BUNDLE = "io.mynah.testkit";

    AdministrationTest() {
        // The tone engine has Hibari's voice too and comes first.
        super(Map.of("ADMIN_TOKEN", TOKEN, "LOG_LEVEL", "DEBUG", "JAVA_OPTS", "-Dmynah.testkit.voice=heart"));
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(http.uri("/admin/" + path)).header("Authorization", "Bearer " + TOKEN);
    }

    private JsonNode get(String path) throws Exception {
        Answer answer = http.send(request(path));
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private JsonNode post(String path) throws Exception {
        Answer answer = http.send(request(path).POST(BodyPublishers.noBody()));
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private Mynah.Result command(String... words) throws Exception {
        Map<String, String> environment =
                new HashMap<>(Map.of("ADMIN_TOKEN", TOKEN, "SERVER_PORT", Integer.toString(mynah.port())));
        return Mynah.run(mynah.home(), environment, words);
    }

    private String speaker() throws Exception {
        Answer answer = http.speak("Hello.", "heart");
        assertEquals(200, answer.status(), answer::text);
        return answer.header("X-TTS-Engine");
    }

    private long arrivals() throws Exception {
        return mynah.log()
                .lines()
                .filter(line -> line.contains("Engine tone 1 can speak"))
                .count();
    }

    private static <T> Future<T> later(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future, "later").start();
        return future;
    }

    @Test
    void engines_listed_withDeviceAndBundle() throws Exception {
        JsonNode tone = get("engines/tone");
        assertEquals("speaking", tone.get("state").asText());
        assertEquals("cpu", tone.get("device").asText());
        assertEquals(1000, tone.get("ranking").asInt());
        assertEquals(TONE_BUNDLE, tone.get("bundle").asText());
        assertEquals("io.mynah.engine.onnx", get("engines/hibari").get("bundle").asText());
        assertEquals("tone", get("engines").at("/engines/0/id").asText(), "the preferred one first");
    }

    @Test
    void stop_whileALongRequestIsSpoken_drainsAndNobodyIsRefused() throws Exception {
        String text = "This {delay 300} is one of many sentences. ".repeat(12);
        long whole = http.speak(text, "heart").samples().length;
        Future<Answer> speech = later(() -> http.speak(text, "heart"));
        Mynah.until("it speaks", () -> get("engines/tone").get("leases").asInt() > 0);
        Future<JsonNode> stopped = later(() -> post("engines/tone/stop"));
        Mynah.until("it drains", () -> get("engines/tone").get("state").asText().equals("draining"));
        assertEquals("hibari", speaker(), "who comes now is spoken by the next");
        assertFalse(stopped.isDone() && !speech.isDone(), "it waits for what is spoken");
        assertEquals("stopped", stopped.get(30, TimeUnit.SECONDS).get("state").asText());
        Answer answer = speech.get(30, TimeUnit.SECONDS);
        assertEquals("tone", answer.header("X-TTS-Engine"));
        assertEquals(whole, answer.samples().length, "to its end");

        assertEquals(404, http.speak("x", "tone").status(), "nobody else has this voice");
        long arrivals = arrivals();
        mynah.deploy(TONE, "testkit.jar");
        Mynah.until("a new one is there", () -> arrivals() > arrivals);
        assertEquals("hibari", speaker(), "the new one of a stopped engine is stopped");
        assertEquals("speaking", post("engines/tone/start").get("state").asText());
        assertEquals("tone", speaker());
    }

    @Test
    void promote_thenDemote_changesWhoSpeaksAndBack() throws Exception {
        assertEquals("tone", speaker());
        assertTrue(post("engines/hibari/promote").get("promoted").asBoolean());
        assertEquals("hibari", speaker());
        assertEquals("hibari", get("engines").at("/engines/0/id").asText());
        assertFalse(post("engines/hibari/demote").get("promoted").asBoolean());
        assertEquals("tone", speaker());
    }

    @Test
    void unload_kokoroAfterItSpoke_comesBackByItself() throws Exception {
        assertEquals(200, http.speak("Hello.", "bm_george").status());
        Mynah.until(
                "it is unloaded",
                () -> post("engines/kokoro/unload").get("unloaded").asBoolean());
        assertFalse(post("engines/kokoro/unload").get("unloaded").asBoolean(), "there is nothing left");
        assertFalse(post("engines/hibari/unload").get("unloaded").asBoolean(), "it always stays in memory");
        assertEquals(200, http.speak("Hello.", "bm_george").status());
    }

    @Test
    void swap_jarUploadedWhileItSpeaks_noRequestFails() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> client = later(() -> {
            int answers = 0;
            while (!over.get()) {
                assertEquals(
                        "tone",
                        http.postJson("/api/tts", "{\"text\":\"Hello.\",\"voice\":\"tone\"}")
                                .header("X-TTS-Engine"));
                answers++;
            }
            return answers;
        });
        try {
            for (int swap = 0; swap < 3; swap++) {
                String before = get("bundles/" + TONE_BUNDLE).get("changed").asText();
                Answer begun = http.send(request("swap")
                        .header("Content-Type", "application/java-archive")
                        .POST(BodyPublishers.ofFile(TONE)));
                assertEquals(202, begun.status(), begun::text);
                assertTrue(
                        begun.header("Location").endsWith("/admin/bundles/" + TONE_BUNDLE), begun.header("Location"));
                JsonNode after = awaitEnd(TONE_BUNDLE);
                assertEquals("", after.get("problem").asText());
                assertTrue(after.get("changed").asText().compareTo(before) > 0, after::toString);
                assertTrue(after.get("deployed").asBoolean());
            }
        } finally {
            over.set(true);
        }
        assertTrue(client.get(30, TimeUnit.SECONDS) > 0);
    }

    private JsonNode awaitEnd(String bundle) throws Exception {
        CompletableFuture<JsonNode> end = new CompletableFuture<>();
        Mynah.until(bundle + " has been swapped", () -> {
            JsonNode now = get("bundles/" + bundle);
            return !now.get("swapping").asBoolean() && end.complete(now);
        });
        return end.join();
    }

    @Test
    void swap_bundleOfTheDistributionByItsPath_runsAgain() throws Exception {
        Path jar = systemJar("closest-voice");
        String before = get("bundles/io.mynah.closest").get("changed").asText();
        Answer begun = http.send(request("swap")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        Http.JSON.createObjectNode().put("path", jar.toString()).toString())));
        assertEquals(202, begun.status(), begun::text);
        JsonNode after = awaitEnd("io.mynah.closest");
        assertEquals("", after.get("problem").asText());
        assertEquals("active", after.get("state").asText());
        assertFalse(after.get("deployed").asBoolean());
        assertTrue(after.get("changed").asText().compareTo(before) > 0, after::toString);
    }

    private static Path systemJar(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Mynah.distribution().resolve("system"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void swap_ofTheCoreByCommand_isWaitedFor() throws Exception {
        Mynah.Result result = command("swap", systemJar("tts-core").toString());
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("io.mynah.core") && result.out().contains("runs"), result.out());
        Mynah.until("it is ready", () -> http.get("/health/ready").status() == 200);
    }

    @Test
    void commands_besideTheServer_doAsRestDoes(@TempDir Path folder) throws Exception {
        Mynah.Result status = command("status");
        assertEquals(0, status.exitCode(), status.err());
        assertTrue(status.out().startsWith("up 0 h 0") && status.out().contains("hibari"), status.out());
        Mynah.Result engines = command("engines");
        assertTrue(engines.out().startsWith("ENGINE ") && engines.out().contains("\ntone "), engines.out());
        assertTrue(command("bundles").out().contains(TONE_BUNDLE));
        Mynah.Result promoted = command("engines", "promote", "hibari");
        assertTrue(promoted.out().contains("promoted"), promoted.out());
        assertEquals("hibari", speaker());
        assertEquals(0, command("engines", "demote", "hibari").exitCode());
        Mynah.Result swap = command("swap", TONE.toString());
        assertEquals(0, swap.exitCode(), swap.err());
        assertTrue(swap.out().startsWith(TONE_BUNDLE), swap.out());

        Mynah.Result unknown = command("engines", "stop", "none");
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.err().contains("there is no engine 'none'"), unknown.err());
        Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
        assertTrue(command("swap", text.toString()).err().contains("no jar, or only a part of one"));
        Mynah.Result without =
                Mynah.run(mynah.home(), Map.of("SERVER_PORT", Integer.toString(mynah.port())), "engines");
        assertEquals(1, without.exitCode());
        assertTrue(without.err().contains("set ADMIN_TOKEN"), without.err());
        assertFalse((status.out() + engines.out() + unknown.err()).contains(TOKEN));
    }

    @Test
    void token_wrongOrMissing_isRefusedAndInNoLog() throws Exception {
        for (String path : List.of("engines", "bundles", "status", "nothing/here")) {
            int status = http.get("/admin/" + path).status();
            assertEquals(path.equals("nothing/here") ? 404 : 401, status, path);
        }
        Answer wrong = http.send(HttpRequest.newBuilder(http.uri("/admin/engines/hibari/stop"))
                .header("Authorization", "Bearer " + TOKEN + "x")
                .POST(BodyPublishers.noBody()));
        assertEquals(401, wrong.status());
        assertFalse(wrong.detail().isEmpty());
        assertEquals(
                403,
                http.send(request("engines").header("X-Forwarded-For", "192.0.2.7"))
                        .status());
        assertFalse(mynah.log().contains(TOKEN) || mynah.output().contains(TOKEN));
        assertEquals("speaking", get("engines/hibari").get("state").asText());
    }

    @Test
    void administration_withoutAToken_isNotThere() throws Exception {
        try (Mynah other = Mynah.start(Map.of())) {
            for (String path : List.of("/admin/engines", "/admin/status", "/admin/swap")) {
                Answer answer = other.http()
                        .send(HttpRequest.newBuilder(other.http().uri(path)).header("Authorization", "Bearer "));
                assertEquals(404, answer.status(), path);
                assertEquals("Not Found", answer.detail());
            }
            Mynah.Result result = Mynah.run(
                    other.home(),
                    Map.of("ADMIN_TOKEN", TOKEN, "SERVER_PORT", Integer.toString(other.port())),
                    "engines");
            assertEquals(1, result.exitCode());
            assertTrue(result.err().contains("has no token, and so no administration"), result.err());
        }
    }
}
