package io.mynah.rest.health;

import io.mynah.rest.GetServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /health/live}: the process serves HTTP. It needs nothing else, so nothing else can stop it. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("mynah-live")
@HttpWhiteboardServletPattern("/health/live")
public final class LiveServlet extends GetServlet {
    private static final long serialVersionUID = 1L;

    private static final byte[] LIVE = "{\"status\":\"live\"}".getBytes(StandardCharsets.UTF_8);

    @Activate
    public LiveServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(LIVE.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(LIVE);
    }
}
