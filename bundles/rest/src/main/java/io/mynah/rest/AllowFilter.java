package io.mynah.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;

/**
 * Answers OPTIONS with the {@code Allow} header alone, where Jersey adds a list in plain text, and tells in each
 * {@code Allow} that what answers GET answers HEAD.
 */
final class AllowFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() == 200) {
            response.setEntity(null);
            response.setStatus(204);
        }
        String allowed = response.getHeaderString(HttpHeaders.ALLOW);
        if (allowed != null) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, withHead(allowed));
        }
    }

    static String withHead(String allowed) {
        List<String> methods =
                Arrays.stream(allowed.split(",")).map(String::strip).toList();
        return methods.contains(HttpMethod.GET) && !methods.contains(HttpMethod.HEAD)
                ? allowed.replaceFirst("\\bGET\\b", "GET,HEAD")
                : allowed;
    }
}
