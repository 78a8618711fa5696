package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /v1/models}. */
@ExtendWith(Server.Shared.class)
class ModelsTest {
    private final Server server;

    ModelsTest(Server server) {
        this.server = server;
    }

    @AfterEach
    void reset() {
        server.models().cancel("turbo");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return server.send(server.request(path).method(method, BodyPublishers.ofString(body)));
    }

    @Test
    void list_nothingPulled_modelsWithTheirVariants() throws Exception {
        JsonNode answer = server.json(server.get("/v1/models"));
        assertEquals(1, answer.get("count").intValue());
        JsonNode model = answer.at("/models/0");
        assertEquals("turbo", model.get("id").textValue());
        assertEquals("hub", model.get("source").textValue());
        assertEquals("q4", model.at("/variants/0/precision").textValue());
        assertTrue(model.get("pull").isNull());
    }

    @Test
    void info_engineUsesAModel_tellsThePrecisionAndWhy() throws Exception {
        JsonNode choice = server.json(server.get("/info")).at("/model_precisions/turbo");
        assertEquals("q4", choice.get("precision").textValue());
        assertEquals("there is no other", choice.get("reason").textValue());
    }

    @Test
    void pull_started_acceptedAndItsProgressTold() throws Exception {
        HttpResponse<String> begun = send("POST", "/v1/models/turbo/pull", "{\"precision\": \"q4\"}");
        assertEquals(202, begun.statusCode(), begun.body());
        JsonNode pull = server.json(server.get("/v1/models/turbo")).get("pull");
        assertEquals("fetching", pull.get("state").textValue());
        assertEquals(70, pull.get("bytes_done").longValue());
        assertEquals(63, pull.get("seconds_left").longValue());
        assertEquals(409, send("DELETE", "/v1/models/turbo", "").statusCode());
        assertEquals(204, send("DELETE", "/v1/models/turbo/pull", "").statusCode());
        HttpResponse<String> removed = send("DELETE", "/v1/models/turbo", "");
        assertEquals(700, server.json(removed).get("freed_bytes").longValue());
    }

    @Test
    void pull_withoutBody_theUsualPrecision() throws Exception {
        assertEquals(202, send("POST", "/v1/models/turbo/pull", "").statusCode());
    }

    @Test
    void pull_wrong_theContractsErrors() throws Exception {
        assertEquals(404, send("POST", "/v1/models/none/pull", "").statusCode());
        assertEquals(404, server.get("/v1/models/none").statusCode());
        assertEquals(404, send("DELETE", "/v1/models/none/pull", "").statusCode());
        HttpResponse<String> precision = send("POST", "/v1/models/turbo/pull", "{\"precision\": \"q5\"}");
        assertEquals(422, precision.statusCode());
        assertEquals("precision", server.json(precision).at("/detail/0/loc/1").textValue());
        assertEquals(
                422, send("POST", "/v1/models/turbo/pull", "{\"precision\": 4}").statusCode());
        assertEquals(405, server.get("/v1/models/turbo/pull").statusCode());
    }

    @Test
    void pull_throughAProxy_isForWhoSitsAtTheMachine() throws Exception {
        for (String path : List.of("/v1/models/turbo/pull", "/v1/models/turbo")) {
            HttpResponse<String> answer = server.send(server.request(path)
                    .header("X-Forwarded-For", "192.0.2.7")
                    .method(path.endsWith("pull") ? "POST" : "DELETE", BodyPublishers.noBody()));
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("own machine only"), answer.body());
        }
        assertEquals(200, server.get("/v1/models").statusCode());
    }

    @Test
    void pull_pageOfSomebodyElse_refused() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/v1/models/turbo/pull")
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.noBody()));
        assertEquals(403, answer.statusCode());
        assertTrue(server.json(server.get("/v1/models/turbo")).get("pull").isNull());
    }
}
