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

/**
 * Jetty's own errors, such as a malformed request line, in the one shape of errors. What Jetty itself does not find is asked for
 * before the API is there, or when it has gone, since the API answers all paths but the console's.
 */
final class JsonErrors implements Request.Handler {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String CONSOLE = "/system/console";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String detail = HttpStatus.getMessage(status); // not Jetty's message, which repeats what the client sent
        if (status == HttpStatus.NOT_FOUND_404
                && !Request.getPathInContext(request).startsWith(CONSOLE)) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            detail = "The server is starting or stopping";
        }
        if (!response.getHeaders().contains(REQUEST_ID)) {
            response.getHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        String body =
                JsonNodeFactory.instance.objectNode().put("detail", detail).toString();
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
