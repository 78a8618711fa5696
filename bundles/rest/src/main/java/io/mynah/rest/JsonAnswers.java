package io.mynah.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers in JSON, of known length. */
final class JsonAnswers {
    static final String TYPE = "application/json";

    private JsonAnswers() {}

    static Response.ResponseBuilder ok(JsonNode body) {
        return of(200, body);
    }

    /** Something new, and where it is. */
    static Response created(String folder, String name, JsonNode body) {
        return of(201, body)
                .header(HttpHeaders.LOCATION, folder + percent(name))
                .build();
    }

    /** What makes a client save an answer under a name; see RFC 6266. */
    static String attachment(String filename) {
        String ascii = filename.replaceAll("[^ -~]|[\"\\\\%]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percent(filename);
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** An error, in the one shape that errors have. */
    static Response.ResponseBuilder error(int status, JsonNode detail) {
        return of(status, JsonNodeFactory.instance.objectNode().set("detail", detail));
    }

    static Response.ResponseBuilder error(int status, String detail) {
        return error(status, JsonNodeFactory.instance.textNode(detail));
    }

    private static Response.ResponseBuilder of(int status, JsonNode body) {
        byte[] bytes = bytes(body);
        return Response.status(status)
                .entity(bytes)
                .header(HttpHeaders.CONTENT_TYPE, TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
    }

    /** The same for code below JAX-RS. */
    static void send(HttpServletResponse response, int status, String detail) throws IOException {
        response.setStatus(status);
        send(response, JsonNodeFactory.instance.objectNode().put("detail", detail));
    }

    static void send(HttpServletResponse response, JsonNode body) throws IOException {
        byte[] bytes = bytes(body);
        response.setContentType(TYPE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** What HTTP calls a status. */
    static String reason(int status) {
        Response.@Nullable Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
