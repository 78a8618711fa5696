package io.mynah.rest.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Stands where the API is not: before it has started, and when its configuration is invalid. */
@Component(service = Servlet.class, property = Constants.SERVICE_RANKING + ":Integer=-1000")
@HttpWhiteboardServletName("mynah-not-started")
@HttpWhiteboardServletPattern("/*")
public final class NotStartedServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final byte[] ANSWER = JsonNodeFactory.instance
            .objectNode()
            .put("detail", "The API is not running; /health/ready says why")
            .toString()
            .getBytes(StandardCharsets.UTF_8);

    @Activate
    public NotStartedServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "2");
        response.setContentType("application/json");
        response.setContentLength(ANSWER.length);
        response.getOutputStream().write(ANSWER);
    }
}
