package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** {@code /admin}. */
@ExtendWith(Server.Shared.class)
class AdminTest {
    private static final List<String> GETS =
            List.of("/admin/status", "/admin/engines", "/admin/engines/tone", "/admin/bundles");
    private static final List<String> POSTS = List.of(
            "/admin/engines/tone/stop",
            "/admin/engines/tone/start",
            "/admin/engines/tone/promote",
            "/admin/engines/tone/demote",
            "/admin/engines/tone/unload",
            "/admin/swap");

    private final Server server;

    AdminTest(Server server) {
        this.server = server;
    }

    private HttpRequest.Builder request(String path) {
        return server.request(path).header("Authorization", "Bearer " + Server.TOKEN);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.send(request(path));
    }

    private HttpResponse<String> post(String path) throws Exception {
        return server.send(request(path).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> swap(String type, String body) throws Exception {
        return server.send(request("/admin/swap").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void engines_listed_withAllThatIsKnown() throws Exception {
        JsonNode answer = server.json(get("/admin/engines"));
        assertEquals(1, answer.get("count").intValue());
        JsonNode engine = answer.at("/engines/0");
        assertEquals(engine, server.json(get("/admin/engines/tone")));
        assertEquals(server.json("""
                        {"id": "tone", "title": "Tone", "version": "1", "device": "cuda", "device_reason": "it is there",
                         "state": "speaking", "reason": "", "ranking": 7, "promoted": false, "leases": 2, "requests": 1,
                         "spoken": 9, "errors": 3, "real_time_factor": 0.125,
                         "bundle": "io.mynah.testkit", "bundle_version": "1.2.3"}"""), engine);
    }

    @Test
    void engine_stoppedStartedAndPromoted_isToldAsItIsThen() throws Exception {
        assertEquals(
                "stopped",
                server.json(post("/admin/engines/tone/stop")).get("state").textValue());
        assertFalse(
                server.json(post("/admin/engines/tone/unload")).get("unloaded").booleanValue());
        assertEquals(
                "speaking",
                server.json(post("/admin/engines/tone/start")).get("state").textValue());
        assertTrue(
                server.json(post("/admin/engines/tone/unload")).get("unloaded").booleanValue());
        assertTrue(
                server.json(post("/admin/engines/tone/promote")).get("promoted").booleanValue());
        assertFalse(
                server.json(post("/admin/engines/tone/demote")).get("promoted").booleanValue());
    }

    @Test
    void status_asked_tellsQueueEnginesAndBundlesThatAreDown() throws Exception {
        JsonNode status = server.json(get("/admin/status"));
        assertEquals("tone", status.at("/engines/0/id").textValue());
        assertTrue(status.at("/queue/capacity").isInt(), status::toString);
        assertEquals(1, status.get("bundles_down").size());
        assertEquals("io.mynah.broken", status.at("/bundles_down/0/name").textValue());
        assertTrue(status.at("/heap/used_bytes").longValue() > 0);
    }

    @Test
    void bundles_listedAndOne_withTheirProblems() throws Exception {
        JsonNode answer = server.json(get("/admin/bundles"));
        assertEquals(2, answer.get("count").intValue());
        assertEquals("it is broken", answer.at("/bundles/1/problem").textValue());
        assertEquals(answer.at("/bundles/0"), server.json(get("/admin/bundles/" + FakeAdmin.BUNDLE)));
        assertTrue(answer.at("/bundles/0/deployed").booleanValue());
        assertEquals("1970-01-01T00:00:00Z", answer.at("/bundles/0/changed").textValue());
    }

    @Test
    void swap_jarUploaded_isBegunAndItsFileDoesNotStay() throws Exception {
        List<Path> before = temporaryJars();
        HttpResponse<String> begun = swap("application/java-archive", "a jar");
        assertEquals(202, begun.statusCode(), begun.body());
        assertTrue(server.json(begun).get("swapping").booleanValue());
        assertEquals(
                "/admin/bundles/" + FakeAdmin.BUNDLE,
                begun.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", ""));
        assertEquals("a jar", server.admin().swapped());
        assertEquals(before, temporaryJars());
    }

    private static List<Path> temporaryJars() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("mynah-swap-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void swap_fileOfTheServer_isBegun(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("example.jar"), "a local jar");
        assertEquals(
                202, swap("application/json", "{\"path\": \"" + jar + "\"}").statusCode());
        assertEquals("a local jar", server.admin().swapped());
        assertTrue(Files.exists(jar));
    }

    @ParameterizedTest
    @CsvSource({"busy, 409", "strange, 404", "broken, 400", "full, 507"})
    void swap_refused_isTheContractsError(String jar, int status) throws Exception {
        HttpResponse<String> answer = swap("application/octet-stream", jar);
        assertEquals(status, answer.statusCode());
        assertTrue(server.json(answer).get("detail").isTextual(), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\": \"relative.jar\"}",
                "{\"path\": \"/no/such/file.jar\"}",
                "{\"path\": \"/tmp\"}",
                "{\"path\": \"\\u0000\"}",
                "{\"path\": 7}",
                "{}",
                "[]"
            })
    void swap_badPath_is422(String body) throws Exception {
        HttpResponse<String> answer = swap("application/json", body);
        assertEquals(422, answer.statusCode(), answer.body());
        assertTrue(server.json(answer).get("detail").isArray());
        assertEquals(415, swap("text/plain", "x").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "..", "%2e%2e", "tone%2Fstop", "%00", "TONE"})
    void engine_idThatIsNone_is404(String id) throws Exception {
        for (String action : List.of("/stop", "/start", "/promote", "/demote", "/unload")) {
            int status = post("/admin/engines/" + id + action).statusCode();
            assertTrue(status == 404 || status == 400, id + action + ": " + status);
        }
        assertEquals(404, get("/admin/engines/none").statusCode());
        assertEquals(404, get("/admin/bundles/none").statusCode());
        assertEquals(404, get("/admin/nothing").statusCode());
        assertEquals(405, get("/admin/engines/tone/stop").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer the-token-of-the-administratio",
                "Bearer the-token-of-the-administration2",
                "Basic dGhlLXRva2VuLW9mLXRoZS1hZG1pbmlzdHJhdGlvbg==",
                "the-token-of-the-administration"
            })
    void request_withoutTheToken_is401AndNothingHappens(String header) throws Exception {
        for (String path : GETS) {
            assertRefused(server.request(path), header);
        }
        for (String path : POSTS) {
            assertRefused(server.request(path).POST(BodyPublishers.ofString("never")), header);
        }
        assertEquals(
                "speaking", server.json(get("/admin/engines/tone")).get("state").textValue());
        assertFalse(server.admin().swapped().equals("never"));
    }

    private void assertRefused(HttpRequest.Builder request, String header) throws Exception {
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }
        HttpResponse<String> answer = server.send(request);
        assertEquals(401, answer.statusCode(), answer.body());
        assertTrue(server.json(answer).get("detail").isTextual());
        assertEquals(
                "Bearer realm=\"Mynah\"",
                answer.headers().firstValue("WWW-Authenticate").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin/engines",
                "/admin//engines",
                "/admin/./engines",
                "/%61dmin/engines",
                "/admin;a=b/engines"
            })
    void request_otherSpellingsWithoutTheToken_leadNowhere(String path) throws Exception {
        String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1.1 (400|401|404) .*"), answer);
    }

    @Test
    void request_fromElsewhere_isRefusedAlthoughItHasTheToken() throws Exception {
        HttpResponse<String> proxied = server.send(request("/admin/engines").header("X-Forwarded-For", "192.0.2.7"));
        assertEquals(403, proxied.statusCode());
        assertTrue(proxied.body().contains("own machine only"), proxied.body());
        String rebound = server.raw("GET /admin/engines HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + "Authorization: Bearer " + Server.TOKEN + "\r\n\r\n");
        assertTrue(rebound.startsWith("HTTP/1.1 403 "), rebound);
        HttpResponse<String> page = server.send(request("/admin/engines/tone/stop")
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.noBody()));
        assertEquals(403, page.statusCode());
    }

    @Test
    void token_whateverIsAsked_isNeverLogged() throws Exception {
        // Jetty tells all headers at DEBUG, which the server's log never passes on.
        Logger ours = (Logger) LoggerFactory.getLogger("io.mynah");
        LogCollector log = new LogCollector();
        log.attachTo(ours);
        ours.setLevel(Level.TRACE);
        try {
            get("/admin/engines");
            server.send(server.request("/admin/engines")
                    .header("X-Request-Id", "admin-1")
                    .header("Authorization", "Bearer not-the-token"));
            assertTrue(log.access("admin-1").startsWith("GET /admin/engines 401 "), log.access("admin-1"));
            for (ILoggingEvent event : log.all()) {
                String line = event.getFormattedMessage();
                assertFalse(line.contains(Server.TOKEN) || line.contains("not-the-token"), line);
            }
        } finally {
            log.detach();
        }
    }

    @Test
    void administration_noTokenSet_isNotThere() throws Exception {
        try (Platform platform = Platform.launch(
                Files.createDirectories(Path.of("target", "no-admin-" + System.nanoTime())), Map.of())) {
            platform.start(Server.CONFIGURATION);
            for (String path : GETS) {
                HttpResponse<String> answer = server.send(
                        HttpRequest.newBuilder(platform.uri(path)).header("Authorization", "Bearer " + Server.TOKEN));
                assertEquals(404, answer.statusCode(), path);
                assertEquals("{\"detail\":\"Not Found\"}", answer.body());
            }
            for (String path : POSTS) {
                assertEquals(
                        404,
                        server.send(HttpRequest.newBuilder(platform.uri(path)).POST(BodyPublishers.noBody()))
                                .statusCode(),
                        path);
            }
        }
    }
}
