package io.mynah.rest.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.admin.BundleFailures;
import io.mynah.rest.GetServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.felix.hc.api.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /health/ready}: 200 if a request for speech would be answered with speech, otherwise 503 and why not. It asks
 * the health checks with the tag {@value #TAG}, ours and whoever's, anew at each request: an answer of two seconds ago, as
 * an executor would keep it, is no answer while engines come and go. A server that has put the old version of a bundle back
 * still serves: that is told among the reasons, and is none for a 503.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("mynah-ready")
@HttpWhiteboardServletPattern("/health/ready")
public final class ReadyServlet extends GetServlet {
    private static final long serialVersionUID = 1L;

    /** Of health checks that have to find all well, or at most something to warn of, before anybody is sent here. */
    static final String TAG = "ready";

    private static final Logger LOG = LoggerFactory.getLogger(ReadyServlet.class);

    private final transient Bundle framework;
    /** With their names. */
    private final transient Map<HealthCheck, String> checks = new ConcurrentHashMap<>();

    private final transient AtomicReference<@Nullable BundleFailures> replacements = new AtomicReference<>();

    @Activate
    public ReadyServlet(BundleContext context) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(" + HealthCheck.TAGS + "=" + TAG + ")")
    void addCheck(HealthCheck check, Map<String, Object> properties) {
        checks.put(check, String.valueOf(properties.get(HealthCheck.NAME)));
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReplacements(BundleFailures keeper) {
        replacements.set(keeper);
    }

    void unbindReplacements(BundleFailures keeper) {
        replacements.compareAndSet(keeper, null);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> reasons = reasons();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        boolean ready = reasons.isEmpty();
        answer.put("status", ready ? "ready" : "not ready");
        BundleFailures keeper = replacements.get();
        if (keeper != null) {
            keeper.failures().forEach(failure -> reasons.add(failure.message()));
        }
        if (!reasons.isEmpty()) {
            answer.put("detail", String.join("; ", reasons));
            reasons.forEach(answer.putArray("reasons")::add);
        }
        if (!ready) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
        }
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (framework.getState() == Bundle.STOPPING) {
            reasons.add("The server is stopping");
        }
        checks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .flatMap(check -> reasons(check.getKey(), check.getValue()))
                .forEach(reasons::add);
        return reasons;
    }

    private static Stream<String> reasons(HealthCheck check, String name) {
        try {
            return Findings.reasons(check.execute()).stream();
        } catch (RuntimeException e) {
            LOG.debug("The health check '{}' failed", name, e);
            return Stream.of("The health check '" + name + "' failed");
        }
    }
}
