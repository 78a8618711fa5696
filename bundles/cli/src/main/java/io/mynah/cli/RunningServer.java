package io.mynah.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** How the server is reached that runs with the same settings, and whether it is Mynah that listens there. */
final class RunningServer {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private RunningServer() {}

    /**
     * Asks {@code GET /health/live}, which Mynah answers whatever state it is in.
     *
     * @param address that a server listens on; the wildcard is asked by loopback
     */
    static boolean isMynah(InetAddress address, int port) throws InterruptedException {
        URI live = address(address, port).resolve("/health/live");
        HttpClient client = client();
        try {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(live).timeout(LIMIT).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().equals("{\"status\":\"live\"}");
        } catch (IOException e) {
            // Nobody, or somebody who does not speak HTTP: not Mynah.
            return false;
        }
    }

    /** Where to ask a server that listens on an address. */
    static URI address(InetAddress address, int port) {
        InetAddress asked = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = asked.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    static HttpClient client() {
        // A proxy of the environment leads elsewhere.
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(LIMIT)
                .build();
    }
}
