package io.mynah.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Turns {@code sendError}, for which Jetty has a page in HTML, into an answer in JSON. */
final class JsonErrorResponse extends HttpServletResponseWrapper {

    JsonErrorResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, JsonAnswers.reason(status));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        resetBuffer();
        // Not the message, which may repeat what the client sent or name classes.
        JsonAnswers.send((HttpServletResponse) getResponse(), status, JsonAnswers.reason(status));
    }
}
