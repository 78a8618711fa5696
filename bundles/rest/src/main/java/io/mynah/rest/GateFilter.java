package io.mynah.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets requests through a {@link Gate} to the API, and those for the server's health past it. */
final class GateFilter implements Filter {
    private static final String HEALTH = "/health/";

    private final Gate gate;

    GateFilter(Gate gate) {
        this.gate = gate;
    }

    static boolean isHealth(HttpServletRequest request) {
        return request.getRequestURI().startsWith(HEALTH);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isHealth((HttpServletRequest) request)) {
            chain.doFilter(request, response);
            return;
        }
        Gate.Refusal refusal = gate.enter();
        if (refusal != null) {
            refuse((HttpServletResponse) response, refusal);
            return;
        }
        try {
            chain.doFilter(new LenientRequest((HttpServletRequest) request), response);
        } finally {
            gate.leave();
        }
    }

    private static void refuse(HttpServletResponse response, Gate.Refusal refusal) throws IOException {
        response.setHeader("Retry-After", "1");
        if (refusal == Gate.Refusal.STOPPING) {
            response.setHeader("Connection", "close");
        }
        JsonAnswers.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, refusal.detail());
    }
}
