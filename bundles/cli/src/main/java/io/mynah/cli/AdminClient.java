package io.mynah.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** Asks the server that runs with the same settings, by its {@code /admin}. */
@Component(service = AdminClient.class)
public final class AdminClient {
    /** An engine may drain for an hour at the most, if somebody set that; and a jar be large. */
    private static final Duration LIMIT = Duration.ofMinutes(70);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final @Nullable String token;
    private final HttpClient http = RunningServer.client();

    /** @param token that the settings name; the server has the same */
    @Activate
    public AdminClient(
            BundleContext context,
            @Reference(target = "(mynah.secret=admin.token)", cardinality = ReferenceCardinality.OPTIONAL) @Nullable Supplier<?> token)
            throws IOException {
        this(
                RunningServer.address(
                        InetAddress.getByName(String.valueOf(context.getProperty("mynah.http.host"))),
                        Integer.parseInt(String.valueOf(context.getProperty("mynah.http.port")))),
                token == null ? null : token.get().toString());
    }

    AdminClient(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** The server was not reached at all, or has nothing to say: it may be in the middle of a swap. */
    static final class AwayException extends IOException {
        private static final long serialVersionUID = 1L;

        AwayException(String message) {
            super(message);
        }
    }

    /** What is at a path below {@code /admin/}. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Has something done. */
    JsonNode post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** Sends a jar. */
    JsonNode send(String path, Path jar) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofFile(jar);
        return send(
                request(path).header("Content-Type", "application/java-archive").POST(body));
    }

    /** A part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) throws IOException {
        if (token == null) {
            throw new IOException(
                    "there is no token: set ADMIN_TOKEN, or admin.token in conf/mynah.conf, for the server"
                            + " and for this command");
        }
        return HttpRequest.newBuilder(server.resolve("/admin/" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpTimeoutException e) {
            throw new AwayException("no server answers at " + server);
        } catch (IOException e) {
            throw new AwayException("the server at " + server + " broke off");
        }
        JsonNode body;
        try (InputStream content = answer.body()) {
            body = JSON.readTree(content);
        } catch (IOException e) {
            // Or Mynah's HTTP server, while rest is being replaced.
            throw new AwayException("it is not Mynah that answers at " + server);
        }
        String detail = body.path("detail").isTextual()
                ? body.get("detail").textValue()
                : body.at("/detail/0/msg").asText("it says nothing");
        int status = answer.statusCode();
        if (status == 503) {
            throw new AwayException(detail);
        }
        if (status == 401) {
            throw new IOException("the server at " + server + " has another token than this command");
        }
        if (status == 404 && detail.equals("Not Found")) {
            throw new IOException("the server at " + server + " has no token, and so no administration");
        }
        if (status >= 300) {
            throw new IOException(detail);
        }
        return body;
    }
}
