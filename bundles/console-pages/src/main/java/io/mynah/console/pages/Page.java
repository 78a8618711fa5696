package io.mynah.console.pages;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.jspecify.annotations.Nullable;

/**
 * A page of the console. The page itself is fixed; its script asks for {@code state.json} again and again, and sends
 * {@code POST ID/ACTION} for what is to be changed.
 *
 * <p>The console's guard has asked for the password and refused requests from pages of other sites before anything gets here.
 * Besides, whatever changes something has to carry a header that no form can send, and no other site's script without being
 * allowed to.
 */
abstract class Page extends AbstractServlet {
    /** Sent by the page's script. */
    static final String SCRIPT_HEADER = "X-Requested-With";

    private static final long serialVersionUID = 1L;
    private static final String STATE = "state.json";
    private static final String FILES = "res/ui/";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    /** What is served: nothing else of the bundle is. */
    private static final Set<String> SERVED =
            Set.of("mynah.css", "page.js", "models.js", "engines.js", "voices.js", "figures.js");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String label;
    private final String template;
    private final transient Set<String> actions;

    /**
     * A page.
     *
     * @param label the last part of its address
     * @param template file of what it looks like
     * @param actions names of what can be done
     */
    Page(String label, String template, Set<String> actions) {
        this.label = label;
        this.template = template;
        this.actions = actions;
    }

    /** What the page shows, as it is now. */
    abstract Answer state();

    /**
     * Does what a person wants.
     *
     * @param action one of those that there are
     * @param id of what it is done with, as the request has it
     */
    abstract Answer run(String action, String id, HttpServletRequest request);

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        String path = path(request);
        Optional<Action> action = action(path);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (action.isPresent()) {
            if (request.getMethod().equals("POST")) {
                send(run(action.get(), request), response);
            } else {
                refuse("POST", response);
            }
        } else if (!reads) {
            refuse("GET, HEAD", response);
        } else if (path.equals(STATE)) {
            send(state(), response);
        } else if (path.startsWith(FILES)) {
            sendFile(path.substring(FILES.length()), response);
        } else if (!path.isEmpty()) {
            send(Answer.error(404, "There is no such page"), response);
        }
        // Nothing was answered: the console draws the page around renderContent.
    }

    /** What is asked for below this page, without a slash before it. */
    private String path(HttpServletRequest request) {
        String path = request.getPathInfo();
        String page = "/" + label;
        return path == null || !path.startsWith(page)
                ? ""
                : path.substring(page.length()).replaceFirst("^/", "");
    }

    /** What is to be done, and with what. */
    private record Action(String name, String id) {}

    private Optional<Action> action(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return slash > 0 && actions.contains(name)
                ? Optional.of(new Action(name, path.substring(0, slash)))
                : Optional.empty();
    }

    private Answer run(Action action, HttpServletRequest request) {
        return request.getHeader(SCRIPT_HEADER) == null
                ? Answer.error(403, "Only the console's own page may ask for this: " + SCRIPT_HEADER + " is missing")
                : run(action.name(), action.id(), request);
    }

    private static void refuse(String allowed, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", allowed);
        send(Answer.error(405, "Only " + allowed + " can be used here"), response);
    }

    private static void send(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        send("application/json; charset=utf-8", JSON.writeValueAsBytes(answer.body()), response);
    }

    private static void send(String type, byte[] content, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    /** By itself, as the inherited way needs a servlet context, which the console takes away while it registers anew. */
    private static void sendFile(String name, HttpServletResponse response) throws IOException {
        URL file = SERVED.contains(name) ? Page.class.getResource("/" + FILES + name) : null;
        if (file == null) {
            send(Answer.error(404, "There is no such file"), response);
            return;
        }
        try (var content = file.openStream()) {
            send(name.endsWith(".css") ? STYLE : SCRIPT, content.readAllBytes(), response);
        }
    }

    /** None: files are served by {@link #service}. */
    @Override
    protected final @Nullable URL getResource(String path) {
        return null;
    }

    @Override
    public final void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(readTemplateFile("/templates/" + template));
    }
}
