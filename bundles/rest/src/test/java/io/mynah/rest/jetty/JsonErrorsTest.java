package io.mynah.rest.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JsonErrorsTest {
    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setErrorHandler(new JsonErrors());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private HttpTester.Response ask(String request) throws Exception {
        return HttpTester.parseResponse(connector.getResponse(request + "\r\nHost: x\r\n\r\n"));
    }

    @Test
    void path_beforeTheApiIsThere_isToBeAskedForAgain() throws Exception {
        HttpTester.Response answer = ask("GET /health/ready HTTP/1.1");
        assertEquals(503, answer.getStatus());
        assertEquals("1", answer.get("Retry-After"));
        assertEquals("application/json", answer.get("Content-Type"));
        assertTrue(answer.get("X-Request-Id").length() > 8);
        assertEquals("{\"detail\":\"The server is starting or stopping\"}", answer.getContent());
    }

    @Test
    void path_ofTheConsole_isNotFound() throws Exception {
        HttpTester.Response answer = ask("GET /system/console/nowhere HTTP/1.1");
        assertEquals(404, answer.getStatus());
        assertEquals("{\"detail\":\"Not Found\"}", answer.getContent());
    }

    @Test
    void request_malformed_isABadOne() throws Exception {
        HttpTester.Response answer = ask("GET /%00 HTTP/1.1");
        assertEquals(400, answer.getStatus());
        assertEquals("{\"detail\":\"Bad Request\"}", answer.getContent());
    }
}
