package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page at /docs needs nothing from anywhere else. */
@ExtendWith(Server.Shared.class)
class DocsTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private final Server server;

    DocsTest(Server server) {
        this.server = server;
    }

    @Test
    void docs_page_refersToItsOwnFilesOnly() throws Exception {
        for (String path : List.of("/docs", "/docs/")) {
            HttpResponse<String> page = server.get(path);
            assertEquals(200, page.statusCode());
            String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertFalse(policy.contains("unsafe"), policy);
            List<String> references = new ArrayList<>();
            Matcher matcher = REFERENCE.matcher(page.body());
            while (matcher.find()) {
                references.add(matcher.group(1));
            }
            assertEquals(4, references.size());
            for (String reference : references) {
                assertTrue(reference.startsWith("/docs/"), reference);
                assertEquals(200, server.get(reference).statusCode(), reference);
            }
            assertFalse(page.body().contains("<script>") || page.body().contains("style="));
        }
    }

    @Test
    void docs_secondTime_isNotModified() throws Exception {
        HttpResponse<String> first = server.get("/docs/swagger-ui.css");
        HttpResponse<String> second = server.send(server.request("/docs/swagger-ui.css")
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
        assertEquals(304, second.statusCode());
    }

    @Test
    void openApi_version_isTheBundles() throws Exception {
        HttpResponse<String> document = server.get("/openapi.json");
        assertEquals(
                "application/json",
                document.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(server.json(document).at("/info/version").textValue().matches("\\d+\\.\\d+\\.\\d+"));
        assertEquals("3.1.0", server.json(document).get("openapi").textValue());
    }

    /** What no path may have is refused before any endpoint sees it, so each that has a name in its path says so. */
    @Test
    void openApi_pathsWithNames_tellWhatAControlCharacterGets() throws Exception {
        JsonNode paths = server.json(server.get("/openapi.json")).get("paths");
        int asked = 0;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (!path.getKey().contains("{") || !operation.getValue().has("responses")) {
                    continue;
                }
                HttpResponse<String> answer =
                        server.send(server.request(path.getKey().replaceAll("\\{\\w+}", "a%07"))
                                .method(operation.getKey().toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                String status = String.valueOf(answer.statusCode());
                assertTrue(operation.getValue().get("responses").has(status), path.getKey() + " answers " + status);
                asked++;
            }
        }
        assertTrue(asked > 10, asked + " operations");
    }

    @Test
    void info_endpoints_exist() throws Exception {
        List<String> paths = new ArrayList<>();
        server.json(server.get("/info")).get("endpoints").fieldNames().forEachRemaining(paths::add);
        for (String path : paths) {
            assertTrue(server.get(path).statusCode() != 404, path);
        }
    }
}
