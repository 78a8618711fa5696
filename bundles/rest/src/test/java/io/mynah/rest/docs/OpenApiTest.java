package io.mynah.rest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.engine.Sampling;
import io.mynah.rest.body.SpeechBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document says all that the wire contract says. */
class OpenApiTest {
    private final JsonNode document;

    OpenApiTest() throws IOException {
        try (InputStream in = DocsServlet.class.getResourceAsStream("openapi.json")) {
            document = new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    /** The contract's routes, and the statuses of its error table that each can answer. */
    @ParameterizedTest
    @CsvSource({
        "/api/tts,post,200 400 403 404 405 413 415 422 500 503 504 507",
        "/tts,post,200 400 403 404 405 413 415 422 500 503 504 507",
        "/upload-reference,post,200 400 403 405 409 413 415 422 500 503 507",
        "/health,get,200 405 500 503",
        "/health/live,get,200 405 500 503",
        "/health/ready,get,200 405 500 503",
        "/info,get,200 405 500 503",
        "/list-voices,get,200 405 500 503",
        "/validate-references,get,200 405 500 503",
        "/v1/voices,get,200 405 422 500 503",
        "/v1/voices,post,201 400 403 405 409 413 415 422 500 503 507",
        "/v1/voices/{id},get,200 400 404 405 500 503",
        "/v1/voices/{id},patch,200 400 403 404 405 409 413 415 422 500 503 507",
        "/v1/voices/{id},delete,204 400 403 404 405 409 500 503",
        "/v1/voices/{id}/file,get,200 400 404 405 500 503",
        "/v1/voices/{id}/preview,get,200 400 404 405 422 500 503 504 507",
        "/v1/blends,get,200 405 500 503",
        "/v1/blends,post,201 400 403 404 405 409 413 415 422 500 503 507",
        "/v1/blends/{name},get,200 400 404 405 500 503",
        "/v1/blends/{name},delete,204 400 403 404 405 500 503",
        "/v1/models,get,200 405 500 503",
        "/v1/models/{id},get,200 400 404 405 500 503",
        "/v1/models/{id},delete,200 400 403 404 405 409 500 503",
        "/v1/models/{id}/pull,post,202 400 403 404 405 409 413 415 422 500 503",
        "/v1/models/{id}/pull,delete,204 400 403 404 405 500 503",
        "/admin/status,get,200 401 403 404 405 500 503",
        "/admin/engines,get,200 401 403 404 405 500 503",
        "/admin/engines/{id},get,200 400 401 403 404 405 500 503",
        "/admin/engines/{id}/stop,post,200 400 401 403 404 405 500 503",
        "/admin/engines/{id}/start,post,200 400 401 403 404 405 500 503",
        "/admin/engines/{id}/promote,post,200 400 401 403 404 405 500 503",
        "/admin/engines/{id}/demote,post,200 400 401 403 404 405 500 503",
        "/admin/engines/{id}/unload,post,200 400 401 403 404 405 500 503",
        "/admin/bundles,get,200 401 403 404 405 500 503",
        "/admin/bundles/{name},get,200 400 401 403 404 405 500 503",
        "/admin/swap,post,202 400 401 403 404 405 409 413 415 422 500 503 507"
    })
    void document_route_tellsItsStatuses(String path, String method, String statuses) {
        JsonNode responses = document.path("paths").path(path).path(method).path("responses");
        Set<String> told = new TreeSet<>();
        responses.fieldNames().forEachRemaining(told::add);
        assertEquals(new TreeSet<>(List.of(statuses.split(" "))), told);
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            JsonNode resolved = resolve(response.getValue());
            assertTrue(resolved.path("headers").has("X-Request-Id"), path);
            assertTrue(response.getKey().equals("204")
                    || resolved.path("content").has("application/json")
                    || resolved.path("content").has("audio/wav"));
        }
    }

    @Test
    void document_speech_describesEachField() {
        JsonNode fields = document.at("/components/schemas/Speech/properties");
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "text",
                        "voice",
                        "temperature",
                        "min_p",
                        "top_p",
                        "top_k",
                        "repetition_penalty",
                        "norm_loudness",
                        "language",
                        "emotion",
                        "voice_description",
                        "seed",
                        "speed",
                        "response_format",
                        "engine"),
                names);
    }

    @Test
    void document_defaults_areThoseOfTheApi() {
        JsonNode fields = document.at("/components/schemas/Speech/properties");
        assertEquals(
                Sampling.DEFAULT.temperature(),
                fields.at("/temperature/default").doubleValue());
        assertEquals(Sampling.DEFAULT.minP(), fields.at("/min_p/default").doubleValue());
        assertEquals(Sampling.DEFAULT.topP(), fields.at("/top_p/default").doubleValue());
        assertEquals(Sampling.DEFAULT.topK(), fields.at("/top_k/default").intValue());
        assertEquals(
                Sampling.DEFAULT.repetitionPenalty(),
                fields.at("/repetition_penalty/default").doubleValue());
    }

    @Test
    void document_limits_areThoseOfTheValidation() throws Exception {
        SpeechBody bodies = new SpeechBody(Sampling.DEFAULT);
        for (Map.Entry<String, JsonNode> field :
                document.at("/components/schemas/Speech/properties").properties()) {
            for (String limit : List.of("minimum", "maximum")) {
                if (field.getValue().has(limit)) {
                    String body = "{\"text\":\"a\",\"voice\":\"v\",\"%s\":%s}"
                            .formatted(field.getKey(), field.getValue().get(limit));
                    bodies.parse("id", body.getBytes(StandardCharsets.UTF_8), 10, Set.of());
                }
            }
        }
    }

    @Test
    void document_references_lead() {
        document.findValuesAsText("$ref")
                .forEach(reference ->
                        assertTrue(!document.at(reference.substring(1)).isMissingNode(), reference));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }
}
