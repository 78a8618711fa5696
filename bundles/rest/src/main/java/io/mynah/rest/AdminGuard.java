package io.mynah.rest;

import io.mynah.origin.RequestOrigin;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those through to the administration who ask from this machine and show its token. What can replace code is for who sits
 * at the machine, as the console is; a token that came over the network could have been read there.
 */
@ForAdministrators
public final class AdminGuard implements ContainerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AdminGuard.class);

    private final AdminToken token;
    private final Provider<HttpServletRequest> requests;

    @Inject
    public AdminGuard(AdminToken token, Provider<HttpServletRequest> requests) {
        this.token = token;
        this.requests = requests;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!RequestOrigin.isThisMachine(requests.get())) {
            request.abortWith(JsonAnswers.error(403, "The server is administered from its own machine only")
                    .build());
        } else if (!token.isShownBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            LOG.warn("A request to the administration without its token");
            request.abortWith(JsonAnswers.error(401, "The administration's token is wanted: Authorization: Bearer ...")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Mynah\"")
                    .build());
        }
    }
}
