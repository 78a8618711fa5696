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
            HttpServletRequest http = (HttpServletRequest) request;
            chain.doFilter(new LenientRequest(http), response);
            Exchange.of(request).finish(http, response); // before the gate counts it as over: then the server may stop
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
