package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceRegistration;

/** What becomes of the API when what it needs comes and goes. Each test has a server of its own. */
class LifeTest {
    private static final String GOOD = "{\"text\":\"hi\",\"voice\":\"heart\"}";

    private Server server;

    @BeforeEach
    void launch() {
        server = Server.launch();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void ready_engineComesAndGoes_followsIt() throws Exception {
        assertEquals("{\"status\":\"ready\"}", server.get("/health/ready").body());
        List<EngineInfo> engines = server.speech().engines();
        server.speech().engines(List.of());
        HttpResponse<String> answer = server.get("/health/ready");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(
                "{\"status\":\"not ready\",\"detail\":\"No engine can speak yet\","
                        + "\"reasons\":[\"No engine can speak yet\"]}",
                answer.body());
        assertEquals(200, server.get("/health").statusCode());
        assertFalse(server.json(server.get("/health")).get("model_loaded").booleanValue());
        assertEquals(200, server.get("/info").statusCode());
        server.speech().engines(engines);
        assertEquals(200, server.get("/health/ready").statusCode());
    }

    @Test
    void ready_voiceLibraryAway_saysSo() throws Exception {
        server.registration(VoiceLibrary.class).unregister();
        HttpResponse<String> answer = server.get("/health/ready");
        assertEquals(503, answer.statusCode());
        assertEquals(
                "[\"The voice library is not running\"]",
                server.json(answer).get("reasons").toString());
    }

    @Test
    void configuration_invalid_isNamedWhileTheRestGoesOn() throws Exception {
        server.platform().misconfigure(Map.of("body.limit.bytes", -1));
        HttpResponse<String> ready = server.await(
                server.request("/health/ready"), answer -> answer.body().contains("body.limit"));
        assertEquals(
                "[\"io.mynah.rest: body.limit.bytes = -1 is not within 1024 to 67108864\"]",
                server.json(ready).get("reasons").toString());
        assertEquals(200, server.get("/health/live").statusCode());
        assertEquals(200, server.get("/openapi.json").statusCode());
        HttpResponse<String> speech = server.speak(GOOD);
        assertEquals(503, speech.statusCode());
        assertTrue(speech.headers().firstValue("X-Request-Id").isPresent());
        assertEquals(
                "application/json", speech.headers().firstValue("Content-Type").orElseThrow());

        server.platform().configure(Server.CONFIGURATION);
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        assertEquals(200, server.speak(GOOD).statusCode());
    }

    @Test
    void configuration_changed_isUsed() throws Exception {
        server.platform().configure(Map.of("default.temperature", 0.7, "default.top_k", 7));
        server.await(server.request("/info"), answer -> answer.body().contains("0.05-5.0 (default: 0.7)"));
        assertEquals(200, server.speak(GOOD).statusCode());
        assertEquals(0.7, server.speech().last().sampling().temperature());
        assertEquals(7, server.speech().last().sampling().topK());
        assertEquals(java.util.Set.of(), server.speech().last().given());
    }

    /** As after an update of it, or a change of its configuration in the console; and it may come after us in the first place. */
    @Test
    void httpServer_restarted_servesAndAnswersErrorsAsBefore() throws Exception {
        server.platform().restartHttp();
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        assertEquals(200, server.speak(GOOD).statusCode());
        HttpResponse<String> refused = server.get("/v1/voices/a%07");
        assertEquals(400, refused.statusCode());
        assertEquals("{\"detail\":\"Bad Request\"}", refused.body());
        assertEquals(404, server.get("/v1/voices/100%25.wav").statusCode());
    }

    @Test
    void services_away_areWaitedForOrUnavailable() throws Exception {
        ServiceRegistration<?> speech = server.registration(SpeechService.class);
        ServiceRegistration<?> voices = server.registration(VoiceLibrary.class);
        server.platform().configure(Map.of("service.wait.ms", 100));
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        speech.unregister();
        voices.unregister();
        HttpResponse<String> answer =
                server.await(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)), now -> now.body()
                        .contains("The speech service is not running"));
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(503, server.get("/list-voices").statusCode());
        assertEquals(200, server.get("/health").statusCode());
        assertEquals(200, server.get("/info").statusCode());
        assertEquals(422, server.speak("{}").statusCode());
        assertTrue(server.get("/health/ready").body().contains("The speech service is not running"));

        // A request that comes during an update gets its speech all the same.
        server.platform().configure(Map.of("service.wait.ms", 20_000));
        server.await(server.request("/health"), now -> now.statusCode() == 200);
        CompletableFuture<HttpResponse<String>> waiting =
                server.later(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)));
        server.platform().register(SpeechService.class, server.speech());
        assertEquals(200, waiting.get(20, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void services_comeLate_keepTheirTextLimit() throws Exception {
        server.platform().configure(Map.of("service.wait.ms", 20_000));
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        server.registration(SpeechService.class).unregister();
        String text = "x".repeat(FakeSpeech.TEXT_LIMIT + 1);
        CompletableFuture<HttpResponse<String>> waiting = server.later(server.request("/api/tts")
                .POST(BodyPublishers.ofString("{\"text\":\"%s\",\"voice\":\"v\"}".formatted(text))));
        // The request may come before or after: the limit holds in both cases.
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 503);
        server.platform().register(SpeechService.class, server.speech());
        HttpResponse<String> answer = waiting.get(20, TimeUnit.SECONDS);
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("at most 1000 characters"), answer.body());
    }

    @Test
    void origins_configured_mayUseTheApi() throws Exception {
        assertFalse(server.raw(head("GET /health", "http://b.example:81", "X-Test: 1"))
                .contains("Access-Control"));
        server.platform().configure(Map.of("allowed.origins", "https://a.example, http://b.example:81"));

        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        String raw = server.raw(head("GET /health", "http://b.example:81", "X-Test: 1"));
        assertTrue(raw.contains("Access-Control-Allow-Origin: http://b.example:81\r\n"), raw);
        assertTrue(raw.contains("X-TTS-Engine"), raw);
        assertTrue(raw.contains("Vary: Origin"), raw);
        assertFalse(server.raw(head("GET /health", "http://evil.example", "X-Test: 1"))
                .contains("Access-Control"));

        String preflight =
                server.raw(head("OPTIONS /api/tts", "https://a.example", "Access-Control-Request-Method: POST"));
        assertTrue(preflight.startsWith("HTTP/1.1 204 "), preflight);
        assertTrue(preflight.contains("Access-Control-Allow-Methods: GET, HEAD, POST"), preflight);
        String refused =
                server.raw(head("OPTIONS /api/tts", "http://evil.example", "Access-Control-Request-Method: POST"));
        assertTrue(refused.startsWith("HTTP/1.1 400 "), refused);
    }

    private static String head(String line, String origin, String header) {
        return "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: %s\r\n%s\r\n\r\n"
                .formatted(line, origin, header);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example, 403",
        "Origin: http://x:81, 403",
        "Origin: null, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Origin: http://a.example, 415",
        "Origin: http://x, 415",
        "Sec-Fetch-Site: same-origin, 415",
        "X-Test: 1, 415"
    })
    void post_fromForeignPage_isRefused(String header, int status) throws Exception {
        server.platform().configure(Map.of("allowed.origins", "http://a.example"));
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        String raw = server.raw("POST /upload-reference HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header
                + "\r\nContent-Length: 0\r\n\r\n");
        assertTrue(raw.startsWith("HTTP/1.1 " + status), raw);
    }

    @Test
    void requests_tooMany_leaveRoomForHealth() throws Exception {
        // As if the queue had one place less than nothing besides what is kept for others.
        server.speech().capacity(-63);
        CountDownLatch go = new CountDownLatch(1);
        FakeSpeech.FakeSpeaking speaking = new FakeSpeech.FakeSpeaking(FakeSpeech.WAV, go);
        server.speech().behave(request -> speaking);
        CompletableFuture<HttpResponse<String>> first =
                server.later(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)));
        assertTrue(speaking.begun().await(20, TimeUnit.SECONDS));
        HttpResponse<String> second = server.speak(GOOD);
        assertEquals(503, second.statusCode());
        assertEquals("{\"detail\":\"Too many requests at once\"}", second.body());
        assertEquals(200, server.get("/health/live").statusCode());
        go.countDown();
        assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void configuration_lost_isNamedUntilItIsBack() throws Exception {
        server.platform().unconfigure();
        HttpResponse<String> ready = server.await(
                server.request("/health/ready"), answer -> answer.body().contains("missing"));
        assertEquals(503, ready.statusCode());
        assertEquals(
                "[\"io.mynah.rest: the configuration is missing\"]",
                server.json(ready).get("reasons").toString());
        assertEquals(200, server.get("/health/live").statusCode());
        assertEquals(503, server.speak(GOOD).statusCode());
        server.platform().configure(Server.CONFIGURATION);
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        assertEquals(200, server.speak(GOOD).statusCode());
    }

    @Test
    void framework_stops_runningRequestsFinishAndNoneAreLetIn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeSpeech.FakeSpeaking speaking = new FakeSpeech.FakeSpeaking(FakeSpeech.WAV, go);
        server.speech().behave(request -> speaking);
        CompletableFuture<HttpResponse<String>> running =
                server.later(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)));
        assertTrue(speaking.begun().await(20, TimeUnit.SECONDS));
        server.platform().framework().stop();
        HttpResponse<String> ready =
                server.await(server.request("/health/ready"), answer -> answer.statusCode() == 503);
        assertTrue(ready.body().contains("The server is stopping"), ready.body());
        HttpResponse<String> refused = server.await(server.request("/health"), answer -> answer.statusCode() == 503);
        assertEquals("{\"detail\":\"The server is stopping\"}", refused.body());
        go.countDown();
        HttpResponse<String> answer = running.get(20, TimeUnit.SECONDS);
        assertEquals(200, answer.statusCode());
        assertEquals(FakeSpeech.WAV.length, answer.body().getBytes(StandardCharsets.ISO_8859_1).length);
    }

    @Test
    void framework_stopsAndARequestTakesTooLong_itIsToldSo() throws Exception {
        server.platform().configure(Map.of("drain.timeout.ms", 100));
        server.await(server.request("/health/ready"), answer -> answer.statusCode() == 200);
        FakeSpeech.FakeSpeaking speaking = new FakeSpeech.FakeSpeaking(FakeSpeech.WAV, new CountDownLatch(1));
        server.speech().behave(request -> speaking);
        CompletableFuture<HttpResponse<String>> running =
                server.later(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)));
        assertTrue(speaking.begun().await(20, TimeUnit.SECONDS));
        server.platform().framework().stop();
        HttpResponse<String> answer = running.get(20, TimeUnit.SECONDS);
        assertEquals(503, answer.statusCode());
        assertEquals("{\"detail\":\"The server is stopping\"}", answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void bundle_stopsAndStarts_servesAgain() throws Exception {
        server.platform().rest().stop();
        server.platform().rest().start();
        assertEquals(200, server.speak(GOOD).statusCode());
        String raw = server.raw("GARBAGE\r\n\r\n");
        assertTrue(raw.contains("{\"detail\":\"Bad Request\"}"), raw);
    }
}
