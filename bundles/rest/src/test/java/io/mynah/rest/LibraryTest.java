package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.ClipExaminations.Examination;
import io.mynah.api.speech.ClipExaminations.State;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/voices}: the library of voices. */
@ExtendWith(Server.Shared.class)
class LibraryTest {
    private final Server server;

    LibraryTest(Server server) {
        this.server = server;
    }

    @BeforeEach
    @AfterEach
    void reset() {
        server.voices().reset();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return server.send(server.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private List<String> ids(String path) throws Exception {
        JsonNode voices = server.json(server.get(path));
        List<String> ids = voices.get("voices").findValuesAsText("id");
        assertEquals(ids.size(), voices.get("count").intValue());
        return ids;
    }

    @Test
    void list_all_hasEveryKindWithTheSameKeys() throws Exception {
        assertEquals(List.of("heart", "a.wav", "b.mp3", "dusk.blend"), ids("/v1/voices"));
        JsonNode voices = server.json(server.get("/v1/voices")).get("voices");
        assertEquals(
                "{\"id\":\"heart\",\"kind\":\"builtin\",\"title\":\"Heart\",\"engine\":\"fake\",\"language\":\"en-US\","
                        + "\"tags\":[],\"notes\":\"\",\"consent\":false,\"valid\":true,\"error\":null,\"duration\":null,"
                        + "\"format\":null}",
                voices.get(0).toString());
        assertEquals(
                "{\"id\":\"b.mp3\",\"kind\":\"clip\",\"title\":\"b\",\"engine\":null,\"language\":null,"
                        + "\"tags\":[],\"notes\":\"\",\"consent\":false,\"bytes\":7,\"modified\":\"1970-01-01T00:00:00Z\","
                        + "\"valid\":false,\"error\":\"Audio too short: 3.2s. Must be at least 5.0 seconds\","
                        + "\"duration\":3.2,\"format\":\"mp3\"}",
                voices.get(2).toString());
        assertEquals("heart+a.wav", voices.get(3).get("voice").textValue());
        assertTrue(voices.get(3).get("valid").booleanValue());
    }

    @Test
    void list_filtered_hasThoseOnly() throws Exception {
        server.voices()
                .note(
                        server.voices().voice("a").orElseThrow(),
                        noted -> new VoiceNotes(List.of("warm"), null, "", true));
        assertEquals(List.of("heart"), ids("/v1/voices?kind=builtin"));
        assertEquals(List.of("a.wav", "b.mp3"), ids("/v1/voices?kind=clip"));
        assertEquals(List.of("dusk.blend"), ids("/v1/voices?kind=blend"));
        assertEquals(List.of("a.wav"), ids("/v1/voices?tag=warm"));
    }

    @Test
    void list_unknownKind_isToldWhichThereAre() throws Exception {
        HttpResponse<String> answer = server.get("/v1/voices?kind=clips");
        assertEquals(422, answer.statusCode());
        assertEquals(
                "{\"detail\":[{\"type\":\"literal_error\",\"loc\":[\"query\",\"kind\"],"
                        + "\"msg\":\"Input should be 'builtin', 'clip' or 'blend'\",\"input\":\"clips\","
                        + "\"ctx\":{\"expected\":\"'builtin', 'clip' or 'blend'\"}}]}",
                answer.body());
        assertEquals(422, server.get("/v1/voices?kind=").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"heart,heart", "a,a.wav", "a.wav,a.wav", "dusk,dusk.blend", "dusk.blend,dusk.blend"})
    void get_known_isDescribed(String name, String id) throws Exception {
        assertEquals(id, server.json(server.get("/v1/voices/" + name)).get("id").textValue());
    }

    @Test
    void unknown_anyOperation_isNotFoundInTheContractsWords() throws Exception {
        String detail = "{\"detail\":\"Voice file 'x' not found in references directory: /references. "
                + "Available voices: ['a.wav', 'b.mp3']\"}";
        for (String path : List.of("", "/file", "/preview")) {
            HttpResponse<String> answer = server.get("/v1/voices/x" + path);
            assertEquals(404, answer.statusCode());
            assertEquals(detail, answer.body());
        }
        assertEquals(404, send("PATCH", "/v1/voices/x", "{\"name\":\"y\"}").statusCode());
        assertEquals(404, send("DELETE", "/v1/voices/x", "").statusCode());
        assertEquals(404, server.get("/v1/blends/a").statusCode());
    }

    /** Requests find a.wav by all of these. */
    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "a.txt", "a.WAV", "a.wav+heart", "a.wav%20"})
    void changeOrDelete_byAForgivenName_isNotFound(String name) throws Exception {
        assertEquals(200, server.get("/v1/voices/" + name).statusCode());
        assertEquals(404, send("DELETE", "/v1/voices/" + name, "").statusCode());
        assertEquals(
                404, send("PATCH", "/v1/voices/" + name, "{\"notes\":\"x\"}").statusCode());
        assertEquals(200, send("PATCH", "/v1/voices/a", "{\"notes\":\"x\"}").statusCode());
        assertEquals(204, send("DELETE", "/v1/voices/a.wav", "").statusCode());
    }

    @Test
    void renameBlend_toTheNameOfAnotherVoice_is409() throws Exception {
        for (String name : List.of("heart", "heart.blend", "a")) {
            HttpResponse<String> answer = send("PATCH", "/v1/voices/dusk", "{\"name\":\"" + name + "\"}");
            assertEquals(409, answer.statusCode(), answer.body());
        }
        assertEquals(
                200,
                send("PATCH", "/v1/voices/dusk", "{\"name\":\"dawn.blend\"}").statusCode());
    }

    @Test
    void builtIn_changedOrDeleted_isRefused() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/v1/voices/heart", "");
        assertEquals(409, answer.statusCode());
        assertEquals("{\"detail\":\"'heart' is a voice of an engine and cannot be changed\"}", answer.body());
        assertEquals(409, send("PATCH", "/v1/voices/heart", "{\"notes\":\"x\"}").statusCode());
        assertEquals(404, server.get("/v1/voices/heart/file").statusCode());
    }

    @Test
    void change_some_leavesTheRest() throws Exception {
        String all = "{\"tags\":[\"warm\",\" old \"],\"language\":\"de-AT\",\"notes\":\"my aunt\",\"consent\":true}";
        assertEquals(200, send("PATCH", "/v1/voices/a", all).statusCode());
        JsonNode changed = server.json(
                send("PATCH", "/v1/voices/a", "{\"name\":\"aunt.wav\",\"language\":\"\",\"consent\":null,\"x\":1}"));
        assertEquals("aunt.wav", changed.get("id").textValue());
        assertEquals("[\"warm\",\"old\"]", changed.get("tags").toString());
        assertTrue(changed.get("language").isNull());
        assertEquals("my aunt", changed.get("notes").textValue());
        assertTrue(changed.get("consent").booleanValue());
        assertFalse(server.voices().shelf.containsKey("a.wav"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tags\":\"warm\"}|list_type",
                "{\"tags\":[1]}|string_type",
                "{\"tags\":[\" \"]}|string_type",
                "{\"tags\":[\"a\\nb\"]}|string_type",
                "{\"tags\":[\"a\\u0085b\"]}|string_type",
                "{\"language\":\"no language\"}|string_pattern_mismatch",
                "{\"consent\":\"perhaps\"}|bool_parsing",
                "{\"notes\":5}|string_type",
                "{\"name\":\" \"}|string_too_short",
                "[]|model_attributes_type"
            })
    void change_badField_isListed(String body, String type) throws Exception {
        HttpResponse<String> answer = send("PATCH", "/v1/voices/a", body);
        assertEquals(422, answer.statusCode());
        assertEquals(type, server.json(answer).get("detail").get(0).get("type").textValue());
    }

    @Test
    void rename_takenOrInvalid_isRefusedAndNothingIsNoted() throws Exception {
        assertEquals(
                409,
                send("PATCH", "/v1/voices/a", "{\"name\":\"b.mp3\",\"notes\":\"x\"}")
                        .statusCode());
        assertEquals(
                400, send("PATCH", "/v1/voices/a", "{\"name\":\"../x.wav\"}").statusCode());
        assertEquals("", server.voices().voice("a").orElseThrow().notes().notes());
    }

    @Test
    void delete_clip_isGone() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/v1/voices/a.wav", "");
        assertEquals(204, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(404, server.get("/v1/voices/a.wav").statusCode());
    }

    @Test
    void upload_clip_isCreated() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/v1/voices")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(String.join(
                        "\r\n",
                        "--x",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"grüße 1.wav\"",
                        "",
                        "content",
                        "--x--",
                        ""))));
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals("grüße 1.wav", server.json(answer).get("id").textValue());
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(location.endsWith("/v1/voices/gr%C3%BC%C3%9Fe%201.wav"), location);
    }

    @Test
    void file_clip_isSentAsItIs(@TempDir Path folder) throws Exception {
        server.voices().file = Files.writeString(folder.resolve("x"), "RIFF…");
        HttpResponse<String> answer = server.get("/v1/voices/a/file");
        assertEquals("RIFF…", answer.body());
        assertEquals("audio/wav", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "attachment; filename=\"a.wav\"; filename*=UTF-8''a.wav",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        Files.delete(folder.resolve("x"));
        assertEquals(404, server.get("/v1/voices/a/file").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"heart,heart", "a,a.wav", "dusk,dusk.blend"})
    void preview_voice_speaksInIt(String name, String voice) throws Exception {
        HttpResponse<String> answer = server.get("/v1/voices/" + name + "/preview");
        assertEquals(200, answer.statusCode());
        assertEquals("audio/wav", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("fake", answer.headers().firstValue("X-TTS-Engine").orElseThrow());
        assertEquals(voice, Objects.requireNonNull(server.speech().last()).voice());
    }

    @ParameterizedTest
    @CsvSource({
        "es,Spanish,¡Hola! Así suena mi voz. Puedo leerte lo que quieras.",
        "ES-419,Spanish,¡Hola! Así suena mi voz. Puedo leerte lo que quieras.",
        "en-GB,English,Hello! This is how I sound. I can read you whatever you like.",
        "fr,Auto,Hello! This is how I sound. I can read you whatever you like.",
        "tlh,Auto,Hello! This is how I sound. I can read you whatever you like.",
        ",Auto,Hello! This is how I sound. I can read you whatever you like."
    })
    void preview_clipWithALanguage_speaksItIfAnEngineCan(@Nullable String tag, String language, String text)
            throws Exception {
        List<EngineInfo> engines = server.speech().engines();
        server.speech().engines(List.of(engine("English", "Spanish"), engine("Tlingit")));
        try {
            server.voices()
                    .note(server.voices().voice("a").orElseThrow(), noted -> new VoiceNotes(List.of(), tag, "", false));
            assertEquals(200, server.get("/v1/voices/a/preview").statusCode());
        } finally {
            server.speech().engines(engines);
        }
        SpeechRequest last = Objects.requireNonNull(server.speech().last());
        assertEquals(language, last.language());
        assertEquals(text, last.text());
    }

    private static EngineInfo engine(String... languages) {
        return EngineInfo.builder("fake")
                .title("Fake")
                .version("1")
                .sampleRate(24_000)
                .languages(List.of(languages))
                .voices(List.of(new VoiceInfo("heart", "Heart", "en-US")))
                .build();
    }

    @Test
    void blends_savedListedDeleted_areFiles() throws Exception {
        HttpResponse<String> saved = send("POST", "/v1/blends", "{\"name\":\"dawn\",\"voice\":\" heart(2)+a \"}");
        assertEquals(201, saved.statusCode(), saved.body());
        assertTrue(saved.headers().firstValue("Location").orElseThrow().endsWith("/v1/blends/dawn"));
        assertEquals(
                List.of("dawn", "dusk"),
                server.json(server.get("/v1/blends")).get("blends").findValuesAsText("name"));
        JsonNode dawn = server.json(server.get("/v1/blends/dawn"));
        assertEquals("heart(2)+a", dawn.get("voice").textValue());
        assertEquals("dawn.blend", dawn.get("id").textValue());
        assertEquals(204, send("DELETE", "/v1/blends/dawn", "").statusCode());
        assertEquals(404, server.get("/v1/blends/dawn").statusCode());
    }

    @Test
    void saveBlend_extensionInCapitals_isFoundWhereItIsSaidToBe() throws Exception {
        HttpResponse<String> saved = send("POST", "/v1/blends", "{\"name\":\"X.BLEND\",\"voice\":\"heart\"}");
        assertEquals("X.blend", server.json(saved).get("id").textValue());
        assertTrue(saved.headers().firstValue("Location").orElseThrow().endsWith("/v1/blends/X"));
        for (String name : List.of("X", "X.blend", "X.BLEND")) {
            assertEquals(200, server.get("/v1/blends/" + name).statusCode());
        }
        assertEquals(
                409,
                send("POST", "/v1/blends", "{\"name\":\"X\",\"voice\":\"heart\"}")
                        .statusCode());
        assertEquals(204, send("DELETE", "/v1/blends/X.BLEND", "").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"dusk\",\"voice\":\"heart\"}|409",
                "{\"name\":\"dusk\",\"voice\":\"heart\",\"overwrite\":true}|201",
                "{\"name\":\"heart\",\"voice\":\"heart\"}|409",
                "{\"name\":\"heart.blend\",\"voice\":\"heart\"}|409",
                "{\"name\":\"a.Blend\",\"voice\":\"heart\"}|409",
                "{\"name\":\"a\",\"voice\":\"heart\",\"overwrite\":true}|409",
                "{\"name\":\"new\",\"voice\":\"heart+nobody\"}|404",
                "{\"name\":\"new\",\"voice\":\"heart(0)\"}|422",
                "{\"name\":\"new\"}|422",
                "{\"voice\":\"heart\"}|422"
            })
    void saveBlend_atFault_isTold(String body, int status) throws Exception {
        HttpResponse<String> answer = send("POST", "/v1/blends", body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(status == 422, server.json(answer).path("detail").isArray());
    }

    @Test
    void change_byAForeignPage_isRefused() throws Exception {
        for (String method : List.of("DELETE", "PATCH")) {
            HttpResponse<String> answer = server.send(server.request("/v1/voices/a")
                    .header("Sec-Fetch-Site", "cross-site")
                    .method(method, BodyPublishers.ofString("{}")));
            assertEquals(403, answer.statusCode());
        }
    }

    @Test
    void examinations_areTold_asFarAsTheyAre() throws Exception {
        Findings findings = new Findings(
                5.5,
                OptionalDouble.of(30.99999),
                0,
                0.1,
                OptionalDouble.empty(),
                2,
                24_000,
                1,
                6,
                List.of(Complaint.SEVERAL_SPEAKERS),
                "Cut the other person out.");
        server.voices().examinations = Map.of("a.wav", new Examination(State.DONE, findings));
        JsonNode results = server.json(server.get("/validate-references")).get("results");
        assertEquals(
                "{\"valid\":true,\"duration\":6.0,\"format\":\"wav\",\"error\":null,\"examination\":\"done\","
                        + "\"speech_seconds\":5.5,\"signal_to_noise_db\":31.0,\"clipped_share\":0.0,\"silence_share\":0.1,"
                        + "\"loudness_lufs\":null,\"speakers\":2,\"sample_rate\":24000,\"best_start\":1.0,\"best_end\":6.0,"
                        + "\"complaints\":[\"several_speakers\"],\"advice\":\"Cut the other person out.\"}",
                results.get("a.wav").toString());
        assertFalse(results.get("b.mp3").has("examination"));
        assertEquals(
                "done",
                server.json(server.get("/v1/voices/a")).get("examination").textValue());
        server.voices().examinations = Map.of("a.wav", new Examination(State.PENDING, null));
        assertEquals(
                "{\"valid\":true,\"duration\":6.0,\"format\":\"wav\",\"error\":null,\"examination\":\"pending\"}",
                server.json(server.get("/validate-references"))
                        .at("/results/a.wav")
                        .toString());
    }
}
