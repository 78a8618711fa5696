package io.mynah.keeper;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Answers while the bundle of the API is being replaced, with all that it has for the time when the API is not there. The
 * process is alive meanwhile, and says so.
 */
@Component(service = Servlet.class, property = Constants.SERVICE_RANKING + ":Integer=-2000")
@HttpWhiteboardServletName("mynah-replaced")
@HttpWhiteboardServletPattern({"/*", ClosedDoor.LIVE_PATH})
public final class ClosedDoor extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Named of its own: it goes before whatever else stands for all paths while the API comes and goes. */
    static final String LIVE_PATH = "/health/live";

    private static final byte[] LIVE = "{\"status\":\"live\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSED = "{\"detail\":\"The API is being replaced\"}".getBytes(StandardCharsets.UTF_8);

    @Activate
    public ClosedDoor() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean live = LIVE_PATH.equals(request.getServletPath());
        byte[] answer = live ? LIVE : CLOSED;
        if (!live) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
        }
        response.setHeader("X-Request-Id", UUID.randomUUID().toString());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
