package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lists of clips, uploads, and what the server tells of itself. */
@ExtendWith(Server.Shared.class)
class VoicesTest {
    private static final String BOUNDARY = "boundary-x";

    private final Server server;

    VoicesTest(Server server) {
        this.server = server;
    }

    @BeforeEach
    @AfterEach
    void reset() {
        server.voices().reset();
    }

    @Test
    void listVoices_clips_areDescribed() throws Exception {
        assertEquals(
                "{\"voices\":[{\"filename\":\"a.wav\",\"valid\":true,\"duration\":6.0,\"format\":\"wav\",\"error\":null},"
                        + "{\"filename\":\"b.mp3\",\"valid\":false,\"duration\":3.2,\"format\":\"mp3\","
                        + "\"error\":\"Audio too short: 3.2s. Must be at least 5.0 seconds\"}],"
                        + "\"count\":2,\"valid_count\":1,\"directory\":\"/references\",\"builtin\":"
                        + "[{\"id\":\"heart\",\"title\":\"Heart\",\"language\":\"en-US\",\"engine\":\"fake\"}]}",
                server.get("/list-voices").body());
    }

    @Test
    void listVoices_noDirectory_isStillAnswered() throws Exception {
        server.voices().exists = false;
        HttpResponse<String> answer = server.get("/list-voices");
        assertEquals(200, answer.statusCode());
        JsonNode json = server.json(answer);
        assertEquals(0, json.get("count").intValue());
        assertEquals("References directory does not exist", json.get("error").textValue());
    }

    @Test
    void validateReferences_clips_areNamed() throws Exception {
        assertEquals(
                "{\"directory\":\"/references\",\"total_files\":2,\"valid_files\":1,\"results\":{"
                        + "\"a.wav\":{\"valid\":true,\"duration\":6.0,\"format\":\"wav\",\"error\":null},"
                        + "\"b.mp3\":{\"valid\":false,\"duration\":3.2,\"format\":\"mp3\","
                        + "\"error\":\"Audio too short: 3.2s. Must be at least 5.0 seconds\"}},"
                        + "\"requirements\":{\"minimum_duration\":5.0,"
                        + "\"supported_formats\":[\".wav\",\".mp3\",\".ogg\",\".flac\"]}}",
                server.get("/validate-references").body());
    }

    @Test
    void validateReferences_noDirectory_isStillAnswered() throws Exception {
        server.voices().exists = false;
        assertEquals(
                "{\"error\":\"References directory does not exist\",\"directory\":\"/references\",\"results\":{}}",
                server.get("/validate-references").body());
    }

    @Test
    void health_running_tellsTheEngine() throws Exception {
        JsonNode health = server.json(server.get("/health"));
        assertEquals("ok", health.get("status").textValue());
        assertEquals("fake", health.get("model").textValue());
        assertEquals("/references", health.get("references_directory").textValue());
        assertEquals("[\"a.wav\",\"b.mp3\"]", health.get("voice_samples").toString());
        assertEquals(2, health.get("available_voices").intValue());
        assertTrue(health.get("model_loaded").booleanValue());
        assertFalse(health.get("cuda").booleanValue());
    }

    @Test
    void devices_ofEngines_areToldWithTheirReasons() throws Exception {
        EngineInfo fake = server.speech().engines().get(0);
        EngineInfo other = EngineInfo.builder("other")
                .languages(fake.languages())
                .voices(fake.voices())
                .deviceReason("it is small")
                .build();
        server.speech().engines(List.of(fake.on("cuda", ""), other));
        JsonNode health = server.json(server.get("/health"));
        assertEquals("cuda", health.get("device").textValue());
        assertTrue(health.get("cuda").booleanValue());
        assertTrue(health.get("device_reason").isNull());
        assertEquals(
                "{\"fake\":{\"device\":\"cuda\",\"reason\":null},"
                        + "\"other\":{\"device\":\"cpu\",\"reason\":\"it is small\"}}",
                health.get("engine_devices").toString());
        server.speech().engines(List.of(fake.on("cpu", "it is small")));
        assertEquals(
                "it is small",
                server.json(server.get("/info")).get("device_reason").textValue());
    }

    @Test
    void info_running_tellsTheEngine() throws Exception {
        JsonNode info = server.json(server.get("/info"));
        assertEquals("Fake Engine", info.get("model").textValue());
        assertEquals(24_000, info.get("sample_rate").intValue());
        assertEquals(
                "{\"temperature\":\"0.05-5.0 (default: 1.7)\",\"min_p\":\"0.0-1.0 (default: 0.1)\","
                        + "\"top_p\":\"0.0-1.0 (default: 0.9)\",\"top_k\":\"1-100 (default: 50)\","
                        + "\"repetition_penalty\":\"0.5-2.0 (default: 1.0)\","
                        + "\"norm_loudness\":\"bool (default: True)\",\"language\":\"Auto or supported language\"}",
                info.get("parameters").toString());
        assertEquals(
                "{\"format\":\"WAV, MP3, OGG, or FLAC\",\"minimum_duration\":\"5.0 seconds\","
                        + "\"directory\":\"/references\"}",
                info.get("reference_requirements").toString());
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private HttpResponse<String> upload(String... parts) throws Exception {
        String body = String.join("", parts) + "--" + BOUNDARY + "--\r\n";
        return server.send(server.request("/upload-reference")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void upload_file_isTakenIn() throws Exception {
        HttpResponse<String> answer = upload(part("name=\"file\"; filename=\"a.wav\"", "content"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "{\"success\":true,\"filename\":\"a.wav\",\"directory\":\"/references\",\"duration\":6.5,"
                        + "\"format\":\"wav\"}",
                answer.body());
        assertEquals(new FakeVoices.Added("a.wav", 7, false), server.voices().added);
    }

    @Test
    void upload_fieldsAfterTheFile_count() throws Exception {
        upload(
                part("name=\"file\"; filename=\"a.wav\"", "content"),
                part("name=\"name\"", "Zoë"),
                part("name=\"overwrite\"", "yes"));
        assertEquals(new FakeVoices.Added("Zoë.wav", 7, true), server.voices().added);
    }

    @Test
    void upload_utf8Filename_isKept() throws Exception {
        upload(part("name=\"file\"; filename=\"grüße.wav\"", "x"));
        assertEquals(new FakeVoices.Added("grüße.wav", 1, false), server.voices().added);
        upload(part("name=\"file\"; filename*=utf-8''gr%C3%BC%C3%9Fe.wav", "x"));
        assertEquals(new FakeVoices.Added("grüße.wav", 1, false), server.voices().added);
    }

    @Test
    void upload_noFile_isMissing() throws Exception {
        HttpResponse<String> answer = upload(part("name=\"name\"", "a"));
        assertEquals(422, answer.statusCode());
        assertEquals(
                "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"file\"],\"msg\":\"Field required\",\"input\":null}]}",
                answer.body());
        assertEquals(422, upload().statusCode());
    }

    @Test
    void upload_badFields_areListed() throws Exception {
        HttpResponse<String> answer = upload(part("name=\"file\"", "text"), part("name=\"overwrite\"", "maybe"));
        assertEquals(422, answer.statusCode());
        assertEquals(
                List.of("value_error", "bool_parsing"),
                server.json(answer).get("detail").findValuesAsText("type"));
    }

    @Test
    void upload_failures_areToldAsContracted() throws Exception {
        server.voices().failure = new SpeechException.AlreadyExists("x.wav");
        HttpResponse<String> answer = upload(part("name=\"file\"; filename=\"x.wav\"", "x"));
        assertEquals(409, answer.statusCode());
        assertEquals("{\"detail\":\"File already exists: x.wav. Set overwrite=true to replace it.\"}", answer.body());
        server.voices().failure = new SpeechException.InvalidFilename();
        answer = upload(part("name=\"file\"; filename=\"../x.wav\"", "x"));
        assertEquals(400, answer.statusCode());
        assertEquals("{\"detail\":\"Invalid target filename\"}", answer.body());
        server.voices().failure = new SpeechException.StorageFull(new IllegalStateException());
        assertEquals(507, upload(part("name=\"file\"; filename=\"x.wav\"", "x")).statusCode());
    }

    @Test
    void upload_tooLarge_isRefused() throws Exception {
        String large = "x".repeat((int) FakeVoices.LIMIT + 1);
        assertEquals(
                413, upload(part("name=\"file\"; filename=\"x.wav\"", large)).statusCode());
        String larger = "x".repeat((int) FakeVoices.LIMIT * 20);
        HttpResponse<String> chunked = server.send(server.request("/upload-reference")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(
                        part("name=\"other\"; filename=\"x.wav\"", larger).getBytes(StandardCharsets.UTF_8)))));
        assertEquals(413, chunked.statusCode(), chunked.body());
        assertNull(server.voices().added);
    }

    @Test
    void upload_noForm_isRefused() throws Exception {
        for (String type : List.of("application/json", "text/plain")) {
            HttpResponse<String> answer = server.send(server.request("/upload-reference")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{}")));
            assertEquals(415, answer.statusCode());
        }
        HttpResponse<String> noBoundary = server.send(server.request("/upload-reference")
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("no form at all")));
        assertEquals(400, noBoundary.statusCode(), noBoundary.body());
        assertEquals("{\"detail\":\"There was an error parsing the body\"}", noBoundary.body());
    }

    @Test
    void upload_brokenForm_isRefused() throws Exception {
        HttpResponse<String> brokenOff = server.send(server.request("/upload-reference")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(part("name=\"file\"; filename=\"a.wav\"", "content"))));
        assertEquals(400, brokenOff.statusCode(), brokenOff.body());
        assertNull(server.voices().added);
    }

    @Test
    void upload_any_leavesNoFile() throws Exception {
        upload(part("name=\"file\"; filename=\"a.wav\"", "content"));
        upload(part("name=\"file\"; filename=\"a.wav\"", "x".repeat((int) FakeVoices.LIMIT + 1)));
        upload(part("name=\"file\"; filename=\"a.wav\"", "one"), part("name=\"file\"; filename=\"b.wav\"", "three"));
        assertEquals(new FakeVoices.Added("b.wav", 5, false), server.voices().added);
        assertEquals(0, server.voices().open.get());
    }

    @Test
    void upload_libraryCannotSave_isTheServersFault() throws Exception {
        server.voices().failsToReceive = new SpeechException.NotSaved("the file", null);
        HttpResponse<String> answer = upload(part("name=\"file\"; filename=\"a.wav\"", "content"));
        assertEquals(500, answer.statusCode());
        assertEquals("{\"detail\":\"Failed to save the file\"}", answer.body());
    }
}
