package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input and abuse: an answer out of the contract, and a server that goes on. */
final class FaultsTest extends SharedServer {

    /** From 200 kB. */
    private static final int EXPANDED_BYTES = 200_000_000;

    FaultsTest() {
        super(Map.of("MYNAH_TEXT_LIMIT", "100000"));
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
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
        assertEquals(413, postPacked(packed(big)).status(), "gzip");
    }

    @Test
    void gzipThatExpands_posted_is413BeforeItHasExpanded() throws Exception {
        byte[] packed = packed(new byte[EXPANDED_BYTES]);
        assertEquals(413, postPacked(packed).status());
        PeakMemory peak = PeakMemory.of(mynah);
        assertEquals(413, postPacked(packed).status());
        peak.assertRisenByLessThan(EXPANDED_BYTES / 2);
    }

    private static byte[] packed(byte[] content) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private Answer postPacked(byte[] packed) throws Exception {
        return http.send(HttpRequest.newBuilder(http.uri("/api/tts"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed)));
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

    // ---- Load and connections ----

    @Test
    void clientGone_whileSpeaking_freesItsPlace() throws Exception {
        try (HeldRequest request = HeldRequest.speak(mynah, "{delay 600000} never heard")) {
            request.awaitQueue("speaking", 1);
        }
        Mynah.until("its place is free", () -> HeldRequest.queued(mynah, "speaking") == 0);
    }

    @Test
    void readerThatDoesNotRead_holdsNoEngine() throws Exception {
        try (HeldRequest slow = HeldRequest.speak(mynah, "A long answer. ".repeat(400))) {
            assertEquals(200, slow.status());
            assertEquals(0, HeldRequest.queued(mynah, "speaking"));
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
        String answer = http.raw(InetAddress.getLoopbackAddress(), request);
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("\"detail\""), answer);
        assertFalse(answer.contains("\tat ") || answer.contains("<html"), answer);
    }

    @Test
    void endlessHeader_sent_isAnsweredInJson() throws Exception {
        String answer = http.raw(
                InetAddress.getLoopbackAddress(),
                "GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
        assertTrue(answer.contains("\"detail\""), answer);
    }
}
