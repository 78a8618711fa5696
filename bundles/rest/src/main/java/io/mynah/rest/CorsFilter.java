package io.mynah.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the configured origins use the API from a browser, and no others: a form on somebody's page must not be
 * able to drop files into references/ of whoever looks at it.
 */
final class CorsFilter implements Filter {
    private static final String EXPOSED =
            "Content-Disposition, Retry-After, X-Request-Id, X-TTS-Engine, X-TTS-Ignored, X-TTS-Voice-Match, "
                    + "X-TTS-Voice-Note";

    /** Methods that change nothing. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Set<String> allowed;

    CorsFilter(Set<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        @Nullable String origin = request.getHeader("Origin");
        boolean welcome = origin != null && (allowed.contains(origin) || allowed.contains("*"));
        if (!allowed.isEmpty()) {
            response.addHeader("Vary", "Origin");
        }
        if (welcome) {
            response.setHeader("Access-Control-Allow-Origin", allowed.contains("*") ? "*" : origin);
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
        if (origin != null && isPreflight(request) && !allowed.isEmpty()) {
            preflight(response, welcome);
        } else if (!welcome && !SAFE.contains(request.getMethod()) && isForeign(request, origin)) {
            JsonAnswers.send(response, 403, "This origin is not allowed; see ALLOWED_ORIGINS");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void preflight(HttpServletResponse response, boolean welcome) throws IOException {
        if (!welcome) {
            JsonAnswers.send(response, 400, "Disallowed CORS origin");
            return;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type, X-Request-Id");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(204);
    }

    /**
     * Whether a page of another server sends this. Browsers tell that themselves, but only to servers they trust, by https
     * or on the same machine; to others they only tell the page's origin. Programs tell neither.
     */
    private static boolean isForeign(HttpServletRequest request, @Nullable String origin) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return origin != null && !isOurs(origin, request.getHeader("Host"));
    }

    private static boolean isOurs(String origin, @Nullable String host) {
        try {
            @Nullable String authority = new URI(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
