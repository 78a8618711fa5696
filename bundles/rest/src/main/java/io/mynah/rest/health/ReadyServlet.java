package io.mynah.rest.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.rest.Facades;
import io.mynah.rest.GetServlet;
import io.mynah.rest.RestComponent;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /health/ready}: 200 if a request for speech would be answered with speech, otherwise 503 and why not. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("mynah-ready")
@HttpWhiteboardServletPattern("/health/ready")
public final class ReadyServlet extends GetServlet {
    private static final long serialVersionUID = 1L;

    private final transient Bundle framework;
    private final transient Facades facades;
    private final transient FailedComponents failedComponents;
    private final transient List<TextFrontEnd> frontEnds = new CopyOnWriteArrayList<>();
    private transient volatile @Nullable RestComponent api;

    @Activate
    public ReadyServlet(
            BundleContext context, @Reference Facades facades, @Reference ServiceComponentRuntime components) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.facades = facades;
        this.failedComponents = new FailedComponents(components);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindApi(RestComponent running) {
        api = running;
    }

    void unbindApi(RestComponent stopped) {
        if (api == stopped) {
            api = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.add(frontEnd);
    }

    void removeFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> reasons = reasons();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", reasons.isEmpty() ? "ready" : "not ready");
        if (!reasons.isEmpty()) {
            answer.put("detail", String.join("; ", reasons));
            reasons.forEach(answer.putArray("reasons")::add);
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
        reasons.addAll(failedComponents.reasons());
        if (api == null && reasons.isEmpty()) {
            reasons.add("The API is starting");
        }
        facades.speech()
                .ifPresentOrElse(
                        speech -> whyMute(speech.engines()).ifPresent(reasons::add),
                        () -> reasons.add("The speech service is not running"));
        if (facades.voices().isEmpty()) {
            reasons.add("The voice library is not running");
        }
        return reasons;
    }

    /** Who speaks needs text that somebody has read. */
    private Optional<String> whyMute(List<EngineInfo> engines) {
        List<String> languages =
                engines.stream().map(EngineInfo::defaultLanguage).distinct().toList();
        if (languages.isEmpty()) {
            return Optional.of("No engine can speak yet");
        }
        boolean read =
                frontEnds.stream().anyMatch(frontEnd -> languages.stream().anyMatch(frontEnd.languages()::contains));
        return read ? Optional.empty() : Optional.of("No text front end is there for " + String.join(", ", languages));
    }
}
