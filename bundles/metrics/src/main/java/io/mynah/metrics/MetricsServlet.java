package io.mynah.metrics;

import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.speech.SpeechService;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /metrics}: all figures, in Prometheus's text format, or as OpenMetrics for who asks for that. Open to whoever may
 * ask for {@code /health}: it tells of numbers and engines, as that does, and of nobody's texts or voices.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("mynah-metrics")
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String ALLOW = "GET,HEAD,OPTIONS";

    private final transient SpeechMeters meters;
    private final transient ProcessMeters process;
    private final transient EngineMeters engines;
    private final transient ExpositionFormats formats = ExpositionFormats.init();
    private transient volatile @Nullable SpeechService speech;
    private transient volatile @Nullable EngineAdmin admin;

    @Activate
    public MetricsServlet(@Reference SpeechMeters meters) {
        this.meters = meters;
        this.process = new ProcessMeters(meters.registry());
        this.engines = new EngineMeters(meters.registry(), () -> speech, () -> admin);
    }

    @Deactivate
    void close() {
        process.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSpeech(SpeechService service) {
        speech = service;
    }

    void unbindSpeech(SpeechService service) {
        if (speech == service) {
            speech = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAdmin(EngineAdmin service) {
        admin = service;
    }

    void unbindAdmin(EngineAdmin service) {
        if (admin == service) {
            admin = null;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            // Jetty sends no body in answer to HEAD.
            case "GET", "HEAD" -> doGet(request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", ALLOW);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", ALLOW);
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ExpositionFormatWriter format = formats.findWriter(request.getHeader("Accept"));
        byte[] page = page(format);
        response.setContentType(format.getContentType());
        response.setContentLength(page.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(page);
    }

    /** One at a time, so that nobody sees the engines while they are taken in anew. */
    private synchronized byte[] page(ExpositionFormatWriter format) throws IOException {
        engines.update();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        format.write(page, meters.registry().getPrometheusRegistry().scrape());
        return page.toByteArray();
    }
}
