package io.mynah.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Hides from Jersey what it would answer with 400 or 406: there is one kind of answer to each operation, whatever the
 * client says it accepts, and the resources look at the body's type themselves.
 */
@PreMatching
final class LenientHeaders implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        request.getHeaders().remove(HttpHeaders.ACCEPT);
        request.getHeaders().remove(HttpHeaders.ACCEPT_LANGUAGE);
        request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    }
}
