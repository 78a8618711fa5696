package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.itests.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the wire contract's table of errors, to the letter. */
final class ErrorTableTest extends SharedServer {

    ErrorTableTest() {
        super(Map.of());
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
        Path references = mynah.references();
        Files.write(references.resolve("good.wav"), Wavs.tone(5, 24_000));
        Files.write(references.resolve("short.wav"), Wavs.tone(3.2, 24_000));
        Files.writeString(references.resolve("notes.txt"), "not audio");
        Files.writeString(references.resolve("page.wav"), "<html>not audio</html>");
        Files.write(references.resolve("empty.wav"), new byte[0]);
        Files.write(references.resolve("broken.mp3"), new byte[4_000]);
    }

    private Answer error(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.header("Content-Type").startsWith("application/json"), answer.header("Content-Type"));
        assertFalse(answer.header("X-Request-Id").isEmpty());
        assertTrue(answer.json().has("detail"), answer::text);
        assertFalse(answer.text().contains("\tat ") || answer.text().contains("Exception"), answer::text);
        return answer;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"voice":"heart"}                                           | missing            | text               | Field required
                    {"text":"x"}                                                | missing            | voice              | Field required
                    {"text":"","voice":"heart"}                                 | string_too_short   | text               | String should have at least 1 character
                    {"text":"  \\n ","voice":"heart"}                           | string_too_short   | text               | String should have at least 1 character
                    {"text":"x","voice":" "}                                    | string_too_short   | voice              | String should have at least 1 character
                    {"text":1,"voice":"heart"}                                  | string_type        | text               | Input should be a valid string
                    {"text":"x","voice":null}                                   | string_type        | voice              | Input should be a valid string
                    {"text":"x","voice":"heart","temperature":0.01}             | greater_than_equal | temperature        | Input should be greater than or equal to 0.05
                    {"text":"x","voice":"heart","temperature":9}                | less_than_equal    | temperature        | Input should be less than or equal to 5
                    {"text":"x","voice":"heart","top_k":0}                      | greater_than_equal | top_k              | Input should be greater than or equal to 1
                    {"text":"x","voice":"heart","top_k":2.5}                    | int_from_float     | top_k              | Input should be a valid integer, got a number with a fractional part
                    {"text":"x","voice":"heart","top_k":"many"}                 | int_parsing        | top_k              | Input should be a valid integer, unable to parse string as an integer
                    {"text":"x","voice":"heart","top_p":"high"}                 | float_parsing      | top_p              | Input should be a valid number, unable to parse string as a number
                    {"text":"x","voice":"heart","norm_loudness":"perhaps"}      | bool_parsing       | norm_loudness      | Input should be a valid boolean, unable to interpret input
                    {"text":"x","voice":"heart","repetition_penalty":0.4}       | greater_than_equal | repetition_penalty | Input should be greater than or equal to 0.5
                    {"text":"x","voice":"heart","min_p":1.5}                    | less_than_equal    | min_p              | Input should be less than or equal to 1
                    """)
    void invalidField_posted_is422AsPydanticSaysIt(String body, String type, String field, String message)
            throws Exception {
        JsonNode first = error(422, http.postJson("/api/tts", body))
                .json()
                .path("detail")
                .path(0);
        assertEquals(type, first.path("type").asText());
        assertEquals("body", first.path("loc").path(0).asText());
        assertEquals(field, first.path("loc").path(1).asText());
        assertEquals(message, first.path("msg").asText());
        assertTrue(first.has("input"));
    }

    @Test
    void lowerBound_broken_isToldInTheContext() throws Exception {
        JsonNode first = http.postJson("/api/tts", "{\"text\":\"x\",\"voice\":\"heart\",\"temperature\":0}")
                .json()
                .path("detail")
                .path(0);
        assertEquals(0.05, first.path("ctx").path("ge").asDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"text\": x}", "not json", "{\"text\":\"x\",}"})
    void brokenJson_posted_is422WithItsPosition(String body) throws Exception {
        JsonNode first = error(422, http.postJson("/api/tts", body))
                .json()
                .path("detail")
                .path(0);
        assertEquals("json_invalid", first.path("type").asText());
        assertEquals("body", first.path("loc").path(0).asText());
        assertTrue(first.path("loc").path(1).isInt());
    }

    @Test
    void longVoiceDescription_posted_is422() throws Exception {
        ObjectNode body = Http.request("x", "heart").put("voice_description", "d".repeat(201));
        assertEquals(
                "string_too_long",
                error(422, http.postJson("/api/tts", body.toString()))
                        .json()
                        .at("/detail/0/type")
                        .asText());
    }

    @Test
    void textOverTheLimit_posted_isRefusedWithTheLimit() throws Exception {
        Answer answer = error(422, http.speak("word ".repeat(2_001), "heart"));
        assertTrue(answer.text().contains("10000"), answer::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "../good.wav", "/etc/passwd", "%2e%2e/x", "a\u0000b", ".hidden.wav"})
    void unknownVoice_named_is404WithTheList(String voice) throws Exception {
        assertEquals(
                "Voice file '" + voice + "' not found in references directory: " + mynah.references()
                        + ". Available voices: ['broken.mp3', 'empty.wav', 'good.wav', 'page.wav', 'short.wav']",
                error(404, http.speak("x", voice)).detail());
    }

    @Test
    void longVoiceName_named_is404() throws Exception {
        error(404, http.speak("x", "v".repeat(300)));
    }

    @Test
    void clipWithAnotherExtension_named_is400() throws Exception {
        assertEquals(
                "Unsupported audio format: .txt. Supported: ['.wav', '.mp3', '.ogg', '.flac']",
                error(400, http.speak("x", "notes.txt")).detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.wav", "empty.wav", "broken.mp3"})
    void unreadableClip_named_is400(String voice) throws Exception {
        assertEquals(
                "Could not read audio file: " + mynah.references().resolve(voice),
                error(400, http.speak("x", voice)).detail());
    }

    @Test
    void shortClip_named_is400WithItsLength() throws Exception {
        assertEquals(
                "Audio too short: 3.2s. Must be at least 5.0 seconds",
                error(400, http.speak("x", "short.wav")).detail());
    }

    @Test
    void unknownLanguage_named_is400WithTheList() throws Exception {
        ObjectNode body = Http.request("x", "heart").put("language", "Klingon");
        assertEquals(
                "Unsupported language 'Klingon'. Supported: ['English']",
                error(400, http.postJson("/api/tts", body.toString())).detail());
    }

    @Test
    void engineFails_itsCauseIsTold() throws Exception {
        assertEquals(
                "TTS generation failed: the tone broke",
                error(500, http.speak("{fail}", "tone")).detail());
        assertTrue(error(500, http.speak("{oom}", "tone"))
                .detail()
                .contains("try CPU mode, a shorter text or a quantised model"));
        assertTrue(mynah.log().contains("the tone broke"), "the log has the cause");
    }

    @Test
    void unknownEngine_named_is422WithTheKnownOnes() throws Exception {
        String body = Http.request("x", "heart").put("engine", "none").toString();
        JsonNode first = error(422, http.postJson("/api/tts", body)).json().at("/detail/0");
        assertEquals("literal_error", first.path("type").asText());
        assertTrue(first.path("msg").asText().contains("'hibari'"), first.toString());
    }

    @Test
    void unknownPath_asked_is404() throws Exception {
        assertEquals(
                Http.JSON.readTree("{\"detail\":\"Not Found\"}"),
                error(404, http.get("/nothing/here")).json());
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/tts,POST", "DELETE,/tts,POST", "POST,/health,GET", "PUT,/list-voices,GET", "PATCH,/info,GET"})
    void wrongMethod_used_is405WithAllow(String method, String path, String allowed) throws Exception {
        Answer answer = error(405, http.method(method, path));
        assertEquals("Method Not Allowed", answer.detail());
        assertTrue(answer.header("Allow").contains(allowed), answer.header("Allow"));
    }

    @Test
    void wrongContentType_posted_is415() throws Exception {
        error(415, http.post("/api/tts", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void upload_taken_isAVoiceAtOnce() throws Exception {
        Answer answer = http.upload("Up Loaded.wav", Wavs.tone(6, 24_000));
        assertEquals(200, answer.status(), answer::text);
        JsonNode body = answer.json();
        assertTrue(body.path("success").asBoolean());
        assertEquals("Up Loaded.wav", body.path("filename").asText());
        assertEquals(6.0, body.path("duration").asDouble(), 0.001);
        assertEquals("wav", body.path("format").asText());
        assertEquals(mynah.references().toString(), body.path("directory").asText());
        assertEquals(200, http.speak("x", "Up Loaded").status());
        assertEquals(
                "File already exists: Up Loaded.wav. Set overwrite=true to replace it.",
                error(409, http.upload("Up Loaded.wav", Wavs.tone(6, 24_000))).detail());
        assertEquals(
                200,
                http.upload("Up Loaded.wav", Wavs.tone(7, 24_000), "overwrite", "true")
                        .status());
        error(400, http.upload("Up Loaded.wav", "<html>".getBytes(StandardCharsets.UTF_8), "overwrite", "true"));
        assertEquals(
                7.0, listed("Up Loaded.wav").path("duration").asDouble(), 0.001, "a bad upload has replaced nothing");
        Files.delete(mynah.references().resolve("Up Loaded.wav"));
    }

    @Test
    void badUploads_sent_areRefusedAndLeaveNothing() throws Exception {
        byte[] good = Wavs.tone(6, 24_000);
        assertEquals(
                "Unsupported audio format: .txt. Supported: ['.wav', '.mp3', '.ogg', '.flac']",
                error(400, http.upload("x.txt", good)).detail());
        assertEquals(
                "Invalid target filename",
                error(400, http.upload("x.wav", good, "name", "../x.wav")).detail());
        assertEquals(
                "Audio too short: 2.0s. Must be at least 5.0 seconds",
                error(400, http.upload("x.wav", Wavs.tone(2, 24_000))).detail());
        error(400, http.upload("x.mp3", good));
        assertTrue(listed("x.wav").isMissingNode() && listed("x.mp3").isMissingNode());
        assertFalse(Files.exists(mynah.home().resolve("x.wav")));
        assertFalse(Files.exists(mynah.references().resolve("x.wav")));
    }

    @Test
    void listAndValidation_asked_haveTheContractsShape() throws Exception {
        JsonNode list = http.get("/list-voices").json();
        assertEquals(mynah.references().toString(), list.path("directory").asText());
        assertEquals(list.path("voices").size(), list.path("count").asInt());
        JsonNode good = listed("good.wav");
        assertTrue(good.path("valid").asBoolean());
        assertTrue(good.path("error").isNull());
        assertFalse(listed("short.wav").path("valid").asBoolean());
        JsonNode validation = http.get("/validate-references").json();
        assertEquals(list.path("count").asInt(), validation.path("total_files").asInt());
        assertEquals(
                list.path("valid_count").asInt(), validation.path("valid_files").asInt());
        assertEquals(5.0, validation.at("/results/good.wav/duration").asDouble());
        assertEquals(".wav", validation.at("/requirements/supported_formats/0").asText());
    }

    private JsonNode listed(String filename) throws Exception {
        for (JsonNode voice : http.get("/list-voices").json().path("voices")) {
            if (voice.path("filename").asText().equals(filename)) {
                return voice;
            }
        }
        return Http.JSON.missingNode();
    }
}
