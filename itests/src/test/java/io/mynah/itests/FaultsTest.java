package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input and abuse: an answer out of the contract, and a server that goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {

    private Mynah mynah;
    private Http http;

    @BeforeAll
    void start() throws Exception {
        mynah = Mynah.start(Map.of("MYNAH_TEXT_LIMIT", "100000"));
        http = mynah.http();
        mynah.deployTone();
    }

    @AfterAll
    void stop() throws Exception {
        mynah.close();
    }

    @AfterEach
    void stillAlive() throws Exception {
        assertEquals(200, http.get("/health/live").status());
        assertEquals(200, http.get("/health/ready").status());
    }

    // ---- Text ----

    @Test
    void deepNesting_posted_is422() throws Exception {
        assertEquals(422, http.postJson("/api/tts", "[".repeat(10_000)).status());
        assertEquals(
                422,
                http.postJson("/api/tts", "{\"text\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                        .status());
        assertEquals(422, http.postJson("/api/tts", "{\"a\":".repeat(10_000)).status());
    }

    @Test
    void invalidUtf8_posted_is422() throws Exception {
        byte[] body = "{\"text\":\"x?\",\"voice\":\"heart\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[body.length - 19] = (byte) 0xff;
        assertEquals(422, http.post("/api/tts", "application/json", body).status());
        assertEquals(
                422,
                http.post("/api/tts", "application/json", new byte[] {(byte) 0xc3, 0x28})
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\udc00\\ud83d", "\\u200b", "\\ufeff", "\\ud83d\\ude00"})
    void oddCharacters_posted_are422OrWholeAudio(String escaped) throws Exception {
        for (String text : new String[] {escaped, "a" + escaped + "b"}) {
            Answer answer = http.postJson("/api/tts", "{\"text\":\"" + text + "\",\"voice\":\"heart\"}");
            assertTrue(answer.status() == 422 || answer.samples().length > 0, answer::text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "speed,NaN",
        "speed,1e308",
        "speed,-1",
        "speed,0",
        "temperature,NaN",
        "temperature,Infinity",
        "top_k,1e99"
    })
    void absurdNumber_posted_is422(String field, String value) throws Exception {
        String body = "{\"text\":\"x\",\"voice\":\"heart\",\"" + field + "\":" + value + "}";
        assertEquals(422, http.postJson("/api/tts", body).status());
    }

    @Test
    void bodyOverTheLimit_howeverSent_is413() throws Exception {
        byte[] big =
                ("{\"text\":\"" + "a".repeat(3_000_000) + "\",\"voice\":\"heart\"}").getBytes(StandardCharsets.UTF_8);
        assertEquals(413, http.post("/api/tts", "application/json", big).status(), "with Content-Length");
        HttpRequest.Builder chunked = HttpRequest.newBuilder(http.uri("/api/tts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)));
        assertEquals(413, http.send(chunked).status(), "chunked");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(big);
        }
        HttpRequest.Builder expanding = HttpRequest.newBuilder(http.uri("/api/tts"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()));
        assertEquals(413, http.send(expanding).status(), "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a@", "1", "(", "@.", "[a](", "$1", "1/2 ", "www."})
    void flood_posted_isSpokenByTheToneEngine(String unit) throws Exception {
        // The tone engine, since speaking a flood takes minutes; the text goes through all of the normalisation below.
        String text = unit.repeat(20_000 / unit.length());
        assertEquals(200, http.speak(text, "tone").status());
        Path file = mynah.home().resolve("flood.txt");
        Files.writeString(file, unit.repeat(100_000) + "\n");
        Mynah.Result result = Mynah.run(mynah.home(), Map.of(), "phonemes", file.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(1, result.out().lines().count());
    }

    // ---- Audio files ----

    @ParameterizedTest
    @CsvSource({
        "-1,1,8,8",
        "1,1,20000,20000",
        "7999,1,160000,160000",
        "192001,1,4000000,4000000",
        "24000,0,480000,480000",
        "24000,3,480000,480000",
        "24000,1,-1,1000",
        "24000,1,2000000000,1000",
        "24000,1,480000,479998"
    })
    void wavWithABadHeader_uploaded_is400(int rate, int channels, int declared, int actual) throws Exception {
        Answer answer = http.upload("bad.wav", Wavs.silence(rate, channels, declared, actual));
        assertEquals(400, answer.status(), answer::text);
        assertFalse(Files.exists(mynah.references().resolve("bad.wav")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "ogg", "flac", "wav"})
    void notAudio_uploaded_is400(String extension) throws Exception {
        for (String content :
                new String[] {"", "<html></html>", "#EXTM3U\nfile:///etc/passwd\n", "ID3\u0004", "OggS", "fLaC"}) {
            Answer answer = http.upload("bad." + extension, content.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(400, answer.status(), answer::text);
        }
        assertFalse(Files.exists(mynah.references().resolve("bad." + extension)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.wav", "/tmp/out.wav", "..\\\\out.wav", "%2e%2e/out.wav", ".hidden.wav", "a/b.wav"})
    void uploadThatNamesAPath_sent_staysInside(String name) throws Exception {
        Answer answer = http.upload("x.wav", Wavs.tone(5, 24_000), "name", name);
        assertTrue(answer.status() == 400 || answer.status() == 200, answer::text);
        assertFalse(Files.exists(mynah.home().resolve("out.wav")));
        assertFalse(Files.exists(Path.of("/tmp/out.wav")));
        if (answer.status() == 200) {
            Files.delete(
                    mynah.references().resolve(answer.json().path("filename").asText()));
        }
    }

    @Test
    void symbolicLinkThatLeadsOut_named_is404() throws Exception {
        Path outside = Files.write(mynah.home().resolve("secret.wav"), Wavs.tone(5, 24_000));
        Files.createSymbolicLink(mynah.references().resolve("link.wav"), outside);
        assertEquals(404, http.speak("x", "link.wav").status());
        assertFalse(http.get("/list-voices").text().contains("link.wav"));
        Files.delete(mynah.references().resolve("link.wav"));
    }

    // ---- Load and connections ----

    @Test
    void clientGone_whileSpeaking_freesItsPlace() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mynah.port())) {
            byte[] body =
                    Http.request("{delay 60000} never heard", "tone").toString().getBytes(StandardCharsets.UTF_8);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/tts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            Mynah.until("it is spoken", () -> speaking() == 1);
        }
        Mynah.until("its place is free", () -> speaking() == 0);
    }

    private int speaking() throws Exception {
        return http.get("/health").json().at("/queue/speaking").asInt(-1);
    }

    @Test
    void readerThatDoesNotRead_holdsNoEngine() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mynah.port()));
            byte[] body = Http.request("A long answer. ".repeat(400), "tone")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("POST /api/tts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            assertEquals("HTTP/1.1 200", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
            assertEquals(0, speaking());
            assertEquals(200, http.speak("another", "tone").status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void malformedRequest_sent_isAnsweredInJson(String request) throws Exception {
        String answer = raw(request.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("\"detail\""), answer);
        assertFalse(answer.contains("\tat ") || answer.contains("<html"), answer);
    }

    @Test
    void endlessHeader_sent_isAnsweredInJson() throws Exception {
        String answer = raw(("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
        assertTrue(answer.contains("\"detail\""), answer);
    }

    private String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mynah.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // ---- Abuse ----

    @Test
    void textAndVoice_whatever_areNotInTheLog() throws Exception {
        http.speak("a very secret sentence", "my-secret-voice");
        http.speak("a very secret sentence", "tone");
        http.postJson("/api/tts", "{\"text\":\"a very secret sentence");
        assertFalse(mynah.log().contains("secret"), "texts and voices stay out of the log");
    }

    @Test
    void lineBreaks_inWhatClientsSend_forgeNoLogLine() throws Exception {
        http.send(HttpRequest.newBuilder(http.uri("/nothing%0aFORGED%0d%0aFORGED")));
        http.send(HttpRequest.newBuilder(http.uri("/health")).header("X-Request-Id", "x FORGED"));
        http.postJson(
                "/api/tts",
                Http.request("x", "tone").put("engine", "none\nFORGED").toString());
        assertTrue(
                Arrays.stream(mynah.log().split("\\R")).noneMatch(line -> line.startsWith("FORGED")),
                "forged log line");
    }

    @Test
    void originNotConfigured_asked_getsNoCors() throws Exception {
        Answer answer =
                http.send(HttpRequest.newBuilder(http.uri("/health")).header("Origin", "https://elsewhere.example"));
        assertEquals("", answer.header("Access-Control-Allow-Origin"));
    }
}
