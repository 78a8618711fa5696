package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with the hub. The token goes to the hub's own host alone: redirects are followed here rather than by the HTTP
 * client, and each hop is looked at. Safe for use by several threads.
 */
final class HubClient {
    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_PORT = 65_535;

    private final HubSettings settings;
    private final Duration limit;
    private final HttpClient http;

    /** @param limit for a connection, for the head of an answer, and between the blocks of its body */
    HubClient(HubSettings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
    }

    /**
     * Asks about a file.
     *
     * @return with an etag of {@code null} if the repository has the revision but not the file
     */
    RemoteFile head(String repository, String revision, String path, Cancellation cancellation)
            throws Transient, ModelException {
        URI address = address(repository, revision, path);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            try (Answer answer = send("HEAD", address, 0, cancellation)) {
                Optional<URI> next = answer.location();
                // One to another host leads to where the content lies, and this answer tells of it.
                if (next.isPresent() && !next.get().isAbsolute() && next.get().getRawAuthority() == null) {
                    address = follow(address, next.get(), path);
                    continue;
                }
                return remoteFile(answer, revision, repository + "/" + path);
            }
        }
        throw new ModelException.Mismatch("the hub redirects " + path + " in a circle");
    }

    /**
     * Begins to read a file.
     *
     * @param offset of the first byte that is wanted
     * @return 200 with the whole file, 206 with the rest, or 416; to be closed by the caller
     */
    Answer get(String repository, String revision, String path, long offset, Cancellation cancellation)
            throws Transient, ModelException {
        URI address = address(repository, revision, path);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Answer answer = send("GET", address, offset, cancellation);
            Optional<URI> next = answer.location();
            if (next.isEmpty()) {
                requireContent(answer, address, repository + "/" + path);
                return answer;
            }
            answer.close();
            address = follow(address, next.get(), path);
        }
        throw new ModelException.Mismatch("the hub redirects " + path + " in a circle");
    }

    /** Where a redirect leads, if one can go there without giving up what https promises. */
    static URI follow(URI from, URI location, String path) throws ModelException.Mismatch {
        URI target = from.resolve(location);
        boolean safe = "https".equalsIgnoreCase(target.getScheme());
        if (!(safe || "http".equalsIgnoreCase(target.getScheme()))
                || target.getHost() == null
                || target.getPort() > MOST_PORT) {
            throw new ModelException.Mismatch("the hub redirects " + path + " to what is no address in the web");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !safe) {
            throw new ModelException.Mismatch("the hub redirects " + path + " to where nobody is who he says");
        }
        return target;
    }

    private void requireContent(Answer answer, URI address, String name) throws Transient, ModelException {
        int status = answer.status();
        if ((status == 401 || status == 403) && !isHub(address)) {
            // The hub signs addresses of others for a while; with the next attempt it gives a new one.
            throw new Transient("what the hub redirects to refuses " + name + " (" + status + ")", null, null);
        }
        if (status != 416) {
            requireSuccess(answer, name);
        }
    }

    /** An answer; its body is to be closed. */
    record Answer(int status, HttpHeaders headers, Body body) implements AutoCloseable {

        Optional<URI> location() throws ModelException.Mismatch {
            if (status < 300 || status > 399) {
                return Optional.empty();
            }
            try {
                return headers.firstValue("Location").map(URI::create);
            } catch (IllegalArgumentException e) {
                throw new ModelException.Mismatch("the hub redirects to what is no address");
            }
        }

        /** Whether its body is coded, which makes of its length another one than the file's. */
        boolean isPacked() {
            return headers.firstValue("Content-Encoding")
                    .filter(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"))
                    .isPresent();
        }

        @Override
        public void close() {
            body.close();
        }
    }

    private Answer send(String method, URI address, long offset, Cancellation cancellation)
            throws Transient, ModelException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                // Sizes and offsets are those of the file, not of a packed one.
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "mynah");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        if (isHub(address)) {
            settings.token().read().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        // Not HttpRequest.timeout: from Java 26 on that would be the time for the whole body.
        CompletableFuture<HttpResponse<Body>> sent = http.sendAsync(request.build(), info -> new Body(limit));
        cancellation.onRequest(() -> sent.cancel(true));
        try {
            HttpResponse<Body> response = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            response.body().cancelWith(cancellation);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new Transient("no answer within " + limit.toSeconds() + " s", null, e);
        } catch (CancellationException e) {
            throw Pause.cancelled();
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw Pause.cancelled();
        } catch (ExecutionException e) {
            // Cancelling can reach the exchange below first, and comes up as its failure then.
            if (cancellation.isRequested()) {
                throw Pause.cancelled();
            }
            if (e.getCause() instanceof IOException) {
                throw new Transient("no connection to " + address.getHost(), null, e.getCause());
            }
            throw new IllegalStateException("a request to the hub failed", e.getCause());
        }
    }

    private RemoteFile remoteFile(Answer answer, String revision, String name) throws Transient, ModelException {
        HttpHeaders headers = answer.headers();
        String commit = headers.firstValue("X-Repo-Commit").orElse(HubCache.isCommit(revision) ? revision : "");
        if (answer.status() == 404
                && headers.firstValue("X-Error-Code")
                        .filter("EntryNotFound"::equals)
                        .isPresent()
                && HubCache.isCommit(commit)) {
            return new RemoteFile(commit, null, -1);
        }
        requireSuccess(answer, name);
        if (!HubCache.isCommit(commit)) {
            throw new ModelException.Mismatch("the hub does not say which commit " + name + " is of");
        }
        if (HubCache.isCommit(revision) && !commit.equals(revision)) {
            throw new ModelException.Mismatch("the hub has another revision of " + name + " than was asked for");
        }
        String etag = headers.firstValue("X-Linked-Etag")
                .or(() -> headers.firstValue("ETag"))
                .map(text -> text.replaceFirst("^W/", "").replace("\"", ""))
                .orElse("");
        // It becomes the name of a file.
        if (!etag.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
            throw new ModelException.Mismatch("the hub does not name the content of " + name);
        }
        long size = number(headers.firstValue("X-Linked-Size")
                .or(() -> answer.isPacked() ? Optional.empty() : headers.firstValue("Content-Length"))
                .orElse(null));
        return new RemoteFile(commit, etag, size);
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static void requireSuccess(Answer answer, String name) throws Transient, ModelException {
        int status = answer.status();
        if (status == 401 || status == 403) {
            throw new ModelException.Refused("the hub refuses " + name + " (" + status
                    + "): it wants a token (HF_TOKEN), another one, or that you accept its terms on its page");
        }
        if (status == 404) {
            throw new ModelException.NotAtHub("the hub does not have " + name + " (404)");
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new Transient(
                    status == 429 ? "the hub has had too many requests (429)" : "the hub fails (" + status + ")",
                    RetryAfter.of(answer.headers().firstValue("Retry-After").orElse("")),
                    null);
        }
        if (status >= 400) {
            throw new ModelException.Mismatch("the hub answers " + status + " to a request for " + name);
        }
    }

    private boolean isHub(URI address) {
        URI hub = settings.endpoint();
        return hub.getScheme().equalsIgnoreCase(address.getScheme())
                && hub.getHost().equalsIgnoreCase(address.getHost())
                && port(hub) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private URI address(String repository, String revision, String path) {
        return URI.create(settings.endpoint() + "/" + percent(repository) + "/resolve/"
                + percent(revision).replace("/", "%2F") + "/" + percent(path));
    }

    private static String percent(String path) {
        return Arrays.stream(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
