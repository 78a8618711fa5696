package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself: methods, paths, types, sizes, ids, and that nothing but JSON is ever answered. */
@ExtendWith(Server.Shared.class)
class TransportTest {
    private static final String GOOD = "{\"text\":\"hi\",\"voice\":\"heart\"}";
    private static final int BODY_LIMIT = 1 << 20;

    private final Server server;

    TransportTest(Server server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/api", "/api/tts/x", "/docs/nothing", "/health/nothing", "/%7Etts"})
    void get_unknownPath_isNotFound(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertEquals(404, answer.statusCode());
        assertEquals("{\"detail\":\"Not Found\"}", answer.body());
        assertTrue(answer.headers().firstValue("X-Request-Id").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"100%25,100%", "%2541,%41", "%252e%252e%252fsecret,%2e%2e%2fsecret"})
    void path_percentSign_isDecodedOnce(String path, String name) throws Exception {
        HttpResponse<String> answer = server.get("/v1/voices/" + path);
        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"detail\":\"Voice file '" + name + "' not found"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/voices/%2e%2e",
                "/v1/voices/%2e%2e/info",
                "/v1/voices/a%2fb",
                "/v1/voices/a%5cb",
                "/v1//info"
            })
    void path_ambiguous_isRefused(String path) throws Exception {
        assertEquals(400, server.get(path).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/tts",
        "PUT,/tts",
        "DELETE,/health",
        "POST,/info",
        "PATCH,/list-voices",
        "GET,/upload-reference",
        "POST,/validate-references",
        "POST,/health/live",
        "PUT,/health/ready",
        "DELETE,/docs",
        "POST,/openapi.json",
        "PROPFIND,/health",
        "PROPFIND,/health/live"
    })
    void request_wrongMethod_isNotAllowed(String method, String path) throws Exception {
        HttpResponse<String> answer = server.send(server.request(path).method(method, BodyPublishers.noBody()));
        assertEquals(405, answer.statusCode(), answer.body());
        assertEquals("{\"detail\":\"Method Not Allowed\"}", answer.body());
        String allow = answer.headers().firstValue("Allow").orElseThrow();
        assertFalse(List.of(allow.split(", *")).contains(method), allow);
        assertTrue(allow.contains("GET") || allow.contains("POST"), allow);
        assertEquals(allow.contains("GET"), List.of(allow.split(", *")).contains("HEAD"), allow);
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/info",
                "/list-voices",
                "/validate-references",
                "/health/live",
                "/health/ready",
                "/docs",
                "/openapi.json"
            })
    void head_getRoute_answersWithoutBody(String path) throws Exception {
        HttpResponse<String> answer = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        assertTrue(type.startsWith("application/json") || type.startsWith("text/html"), type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/tts"})
    void options_anyRoute_answersAllowOnly(String path) throws Exception {
        HttpResponse<String> answer = server.send(server.request(path).method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(204, answer.statusCode());
        assertEquals("", answer.body());
        List<String> allow =
                List.of(answer.headers().firstValue("Allow").orElseThrow().split(", *"));
        assertEquals(allow.contains("GET"), allow.contains("HEAD"), allow.toString());
        assertEquals(Set.copyOf(allow).size(), allow.size(), allow.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "nonsense",
                ";"
            })
    void speak_wrongType_isUnsupported(String type) throws Exception {
        HttpResponse<String> answer = server.send(
                server.request("/api/tts").header("Content-Type", type).POST(BodyPublishers.ofString(GOOD)));
        assertEquals(type.equals(";") ? 200 : 415, answer.statusCode(), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/vnd.x+json"
            })
    void speak_jsonTypes_areFine(String type) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("/tts").header("Content-Type", type).POST(BodyPublishers.ofString(GOOD)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "garbage", ";;;", "application/xml;q=0", "*/*"})
    void get_anyAccept_answersJson(String accept) throws Exception {
        HttpResponse<String> answer = server.send(server.request("/health").header("Accept", accept));
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void speak_good_answersWholeWav() throws Exception {
        HttpResponse<String> answer = server.speak(GOOD);
        assertEquals(200, answer.statusCode());
        assertEquals("audio/wav", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "attachment; filename=out.wav",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals(
                String.valueOf(FakeSpeech.WAV.length),
                answer.headers().firstValue("Content-Length").orElseThrow());
        assertFalse(answer.headers().firstValue("Transfer-Encoding").isPresent());
        assertEquals("fake", answer.headers().firstValue("X-TTS-Engine").orElseThrow());
        assertEquals("exact", answer.headers().firstValue("X-TTS-Voice-Match").orElseThrow());
        assertEquals(
                "temperature,top_k",
                answer.headers().firstValue("X-TTS-Ignored").orElseThrow());
    }

    @Test
    void request_saneId_isKept() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/health").header("X-Request-Id", "abc-1.2_Z"));
        assertEquals("abc-1.2_Z", answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>", "\u00e9"})
    void request_strangeId_isReplaced(String id) throws Exception {
        String raw =
                server.raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: " + id + "\r\n\r\n");
        assertTrue(raw.startsWith("HTTP/1.1 200"), raw);
        assertFalse(raw.contains(id), raw);
        assertTrue(raw.contains("X-Request-Id: "), raw);
    }

    @Test
    void request_longId_isReplaced() throws Exception {
        String id = "x".repeat(65);
        HttpResponse<String> answer = server.send(server.request("/health").header("X-Request-Id", id));
        assertNotEquals(id, answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void speak_declaredTooLarge_isRefusedUnread() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(new byte[8 * BODY_LIMIT]));
        checkTooLarge(answer);
    }

    @Test
    void speak_chunkedTooLarge_isRefused() throws Exception {
        HttpResponse<String> answer =
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[8 * BODY_LIMIT])));
        checkTooLarge(answer);
    }

    @Test
    void speak_gzipBomb_isRefused() throws Exception {
        byte[] bomb = gzip(new byte[64 * BODY_LIMIT]);
        assertTrue(bomb.length < BODY_LIMIT);
        HttpResponse<String> answer = server.send(
                server.request("/api/tts").header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(bomb)));
        checkTooLarge(answer);
    }

    private static void checkTooLarge(HttpResponse<String> answer) {
        assertEquals(413, answer.statusCode());
        assertEquals("{\"detail\":\"The body is larger than the limit of 1048576 bytes\"}", answer.body());
    }

    @Test
    void speak_gzip_isRead() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/tts")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(GOOD.getBytes(StandardCharsets.UTF_8)))));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"gzip,400", "br,415", "deflate,415"})
    void speak_badCoding_isRefused(String coding, int status) throws Exception {
        HttpResponse<String> answer = server.send(
                server.request("/api/tts").header("Content-Encoding", coding).POST(BodyPublishers.ofString(GOOD)));
        assertEquals(status, answer.statusCode(), answer.body());
    }

    /** What never reaches a servlet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE|400",
                "GET /health|505",
                "GET /health HTTP/9.9|505",
                "GET /%zz HTTP/1.1|400",
                "GET /a%00b HTTP/1.1|400",
                "GET /%2e%2e/etc/passwd HTTP/1.1|400",
                "GET /health/%2e%2e/x HTTP/1.1|400",
                "GET /a%2fb HTTP/1.1|400",
                "GET http://[ HTTP/1.1|400"
            })
    void request_malformedLine_isJson(String line, int status) throws Exception {
        checkRaw(server.raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"), status);
    }

    @Test
    void request_hugeHeaderOrPath_isJson() throws Exception {
        checkRaw(server.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414);
        checkRaw(server.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(20_000) + "\r\n\r\n"), 431);
    }

    @Test
    void request_badChunk_isJson() throws Exception {
        String head = "POST /api/tts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        checkRaw(server.raw(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), 400);
        checkRaw(server.raw(head + "Content-Length: -5\r\n\r\n"), 400);
        checkRaw(server.raw(head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    }

    @Test
    void request_noHost_isJson() throws Exception {
        checkRaw(server.raw("GET /health HTTP/1.1\r\n\r\n"), 400);
    }

    private static void checkRaw(String raw, int status) {
        assertTrue(raw.startsWith("HTTP/1.1 " + status + " "), raw);
        assertTrue(raw.contains("X-Request-Id: "), raw);
        assertTrue(raw.contains("Content-Type: application/json"), raw);
        String body = raw.substring(raw.indexOf("\r\n\r\n") + 4);
        assertTrue(body.startsWith("{\"detail\":\"") && body.endsWith("\"}"), raw);
    }

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        return server.send(server.request("/api/tts")
                .header("Content-Type", "application/json")
                .POST(body));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
