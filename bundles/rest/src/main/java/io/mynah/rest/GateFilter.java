package io.mynah.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets requests through a {@link Gate} to Jersey, and past what Jersey is too strict about. */
final class GateFilter implements Filter {
    private final Gate gate;

    GateFilter(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Gate.Refusal refusal = gate.enter();
        if (refusal != null) {
            refuse((HttpServletResponse) response, refusal);
            return;
        }
        try {
            chain.doFilter(new LenientRequest((HttpServletRequest) request), response);
            if (((HttpServletResponse) response).getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
                response.flushBuffer();
                Exchange.of(request).discardRest(request);
            }
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
