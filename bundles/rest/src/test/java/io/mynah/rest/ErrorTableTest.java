package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.speech.SpeechException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The error table of the wire contract, row by row, as HTTP shows it. */
@ExtendWith(Server.Shared.class)
class ErrorTableTest {
    private static final String GOOD = "{\"text\":\"hi\",\"voice\":\"heart\"}";

    private final Server server;

    ErrorTableTest(Server server) {
        this.server = server;
    }

    @AfterEach
    void behaveAgain() {
        server.speech().behave(request -> new FakeSpeech.FakeSpeaking(FakeSpeech.WAV));
    }

    static List<Arguments> failures() {
        Throwable cause = new IllegalStateException("secret cause");
        return List.of(
                Arguments.of(
                        404,
                        new SpeechException.VoiceNotFound("X", "/references", List.of("a.mp3", "b.wav")),
                        "Voice file 'X' not found in references directory: /references. Available voices:"
                                + " ['a.mp3', 'b.wav']"),
                Arguments.of(
                        400,
                        new SpeechException.UnusableClip("Could not read audio file: /references/a.wav"),
                        "Could not read audio file: /references/a.wav"),
                Arguments.of(
                        400,
                        new SpeechException.UnsupportedLanguage("X", List.of("English")),
                        "Unsupported language 'X'. Supported: ['English']"),
                Arguments.of(
                        500,
                        new SpeechException.ConversionFailed("a.mp3", cause),
                        "Failed to convert a.mp3 to WAV format"),
                Arguments.of(
                        500,
                        new SpeechException.SynthesisFailed("CAUSE", false, cause),
                        "TTS generation failed: CAUSE"),
                Arguments.of(
                        500,
                        new SpeechException.SynthesisFailed("CAUSE", true, cause),
                        "TTS generation failed: CAUSE. Out of memory: try CPU mode, a shorter text or a quantised"
                                + " model"),
                Arguments.of(
                        503, new SpeechException.Unavailable("Queue full", Duration.ofMillis(1_500)), "Queue full"),
                Arguments.of(503, new SpeechException.Cancelled(), "The speech service is being replaced"),
                Arguments.of(
                        504,
                        new SpeechException.DeadlineExceeded(Duration.ofSeconds(30)),
                        "The request waited longer than 30 s for its turn and was not begun"),
                Arguments.of(507, new SpeechException.StorageFull(cause), "Not enough disk space; nothing was saved"),
                Arguments.of(413, new SpeechException.TooLarge(5), "File too large. Limit: 5 bytes"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void speak_failure_isToldAsContracted(int status, SpeechException failure, String detail) throws Exception {
        server.speech().behave(request -> {
            throw failure;
        });
        HttpResponse<String> answer = server.speak(GOOD);
        assertEquals(status, answer.statusCode());
        assertEquals(detail, server.json(answer).get("detail").textValue());
        assertEquals(status == 503, answer.headers().firstValue("Retry-After").isPresent());
        assertFalse(answer.body().contains("secret"), answer.body());
        checkShape(answer);
    }

    @Test
    void speak_unavailable_roundsRetryAfterUp() throws Exception {
        server.speech().behave(request -> {
            throw new SpeechException.Unavailable("Queue full", Duration.ofMillis(1_500));
        });
        assertEquals("2", server.speak(GOOD).headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void speak_unexpectedFailure_tellsNothing() throws Exception {
        server.speech().behave(request -> {
            throw new IllegalStateException("secret");
        });
        HttpResponse<String> answer = server.speak(GOOD);
        assertEquals(500, answer.statusCode());
        assertEquals("{\"detail\":\"Internal Server Error\"}", answer.body());
        checkShape(answer);
    }

    @Test
    void speak_outOfMemory_isAnswered() throws Exception {
        server.speech().behave(request -> {
            throw new OutOfMemoryError("secret");
        });
        HttpResponse<String> answer = server.speak(GOOD);
        assertEquals(500, answer.statusCode());
        checkShape(answer);
    }

    @Test
    void speak_invalidFields_areListed() throws Exception {
        HttpResponse<String> answer = server.speak("{\"text\":\" \",\"temperature\":0.01,\"top_k\":\"x\"}");
        assertEquals(422, answer.statusCode());
        JsonNode detail = server.json(answer).get("detail");
        assertEquals(
                List.of("string_too_short", "missing", "greater_than_equal", "int_parsing"),
                detail.findValuesAsText("type"));
        assertEquals("[\"body\",\"voice\"]", detail.get(1).get("loc").toString());
        assertEquals("{\"ge\":0.05}", detail.get(2).get("ctx").toString());
        checkShape(answer);
    }

    @Test
    void speak_brokenJson_tellsThePosition() throws Exception {
        HttpResponse<String> answer = server.speak("{\"text\": }");
        assertEquals(422, answer.statusCode());
        assertEquals(
                "{\"detail\":[{\"type\":\"json_invalid\",\"loc\":[\"body\",9],\"msg\":\"JSON decode error\","
                        + "\"input\":{},\"ctx\":{\"error\":\"Expecting value\"}}]}",
                answer.body());
    }

    @Test
    void speak_abusiveBody_isInvalid() throws Exception {
        byte[] notUtf8 = GOOD.getBytes(StandardCharsets.UTF_8);
        notUtf8[10] = (byte) 0xFF;
        List<byte[]> bodies = List.of(
                new byte[0],
                notUtf8,
                "[".repeat(10_000).getBytes(StandardCharsets.UTF_8),
                "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8),
                "{\"text\":\"\\ud800\",\"voice\":\"v\"}".getBytes(StandardCharsets.UTF_8),
                "{\"text\":\"a\",\"voice\":\"v\",\"speed\":NaN}".getBytes(StandardCharsets.UTF_8),
                "{\"text\":\"a\",\"voice\":\"v\",\"speed\":1e308}".getBytes(StandardCharsets.UTF_8));
        for (byte[] body : bodies) {
            HttpResponse<String> answer =
                    server.send(server.request("/api/tts").POST(BodyPublishers.ofByteArray(body)));
            assertEquals(422, answer.statusCode(), answer.body());
            assertTrue(server.json(answer).get("detail").get(0).has("loc"));
            checkShape(answer);
        }
    }

    @Test
    void speak_textOverTheLimit_tellsTheLimit() throws Exception {
        String text = "x".repeat(FakeSpeech.TEXT_LIMIT + 1);
        HttpResponse<String> answer = server.speak("{\"text\":\"%s\",\"voice\":\"v\"}".formatted(text));
        assertEquals(422, answer.statusCode());
        JsonNode error = server.json(answer).get("detail").get(0);
        assertEquals(
                "String should have at most 1000 characters", error.get("msg").textValue());
        assertEquals("{\"max_length\":1000}", error.get("ctx").toString());
    }

    private void checkShape(HttpResponse<String> answer) throws Exception {
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(answer.headers().firstValue("X-Request-Id").isPresent());
        assertTrue(answer.headers().firstValue("Content-Length").isPresent());
        assertTrue(server.json(answer).has("detail"));
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertFalse(answer.body().contains("\tat "), answer.body());
    }
}
