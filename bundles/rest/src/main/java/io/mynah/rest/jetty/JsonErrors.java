package io.mynah.rest.jetty;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Jetty's own errors, such as a malformed request line, in the one shape of errors. */
final class JsonErrors implements Request.Handler {
    private static final String REQUEST_ID = "X-Request-Id";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (!response.getHeaders().contains(REQUEST_ID)) {
            response.getHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // Not Jetty's message, which repeats what the client sent.
        String detail = JsonNodeFactory.instance
                .objectNode()
                .put("detail", HttpStatus.getMessage(status))
                .toString();
        response.write(true, ByteBuffer.wrap(detail.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
